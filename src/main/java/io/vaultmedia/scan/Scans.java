package io.vaultmedia.scan;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Where the schedule gets its scans from: the ledger, which knows how far each connection is. Thread safe. */
public interface Scans {

    /**
     * The scan that brings what is new, or everything the first time; empty while the connection is not ours to scan.
     *
     * @param goesOn asked once for each further page: false where the scan's turn is over
     */
    Optional<Scan> begin(ConnectionSettings settings, BooleanSupplier goesOn);

    /** The sweep that is due, or the rest of one; empty where none is. */
    Optional<Scan> beginSweep(ConnectionSettings settings, BooleanSupplier goesOn);

    /** True where a scan that paused may go on: its connection is still ours. */
    boolean isOurs(Connection connection);

    /** True if the connection's shard is assigned to this replica, even while it is being opened. */
    boolean isAssigned(Connection connection);

    /** The API will have none of what this scan asks for: the next one asks for something else. */
    void refused(Scan scan);
}
