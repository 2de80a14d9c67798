package io.vaultmedia.scan;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Makes the schedule's scans: the ledger does, which knows how far each connection is. Thread safe. */
public interface Scans {

    /**
     * Returns the scan that finds what is new, or everything the first time; empty while the connection's shard is not open
     * here.
     *
     * @param goesOn asked once for each further page: false if the scan's turn is over
     */
    Optional<Scan> begin(ConnectionSettings settings, BooleanSupplier goesOn);

    /** Returns the sweep that is due, or the rest of one that was begun; empty if no sweep is due. */
    Optional<Scan> beginSweep(ConnectionSettings settings, BooleanSupplier goesOn);

    /** True if the connection's shard is open here: a scan may begin or continue. */
    boolean isOurs(Connection connection);

    /** True if the connection's shard is assigned to this replica, even while it is being opened. */
    boolean isAssigned(Connection connection);

    /** Notes that the API refuses what this scan asks for: the next scan must ask for something else. */
    void refused(Scan scan);
}
