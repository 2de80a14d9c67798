package io.vaultmedia.ledger;

import io.vaultmedia.scan.Connection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The state of one shard as it was read when the shard was opened, and as its own commits have moved it on. Never reused:
 * a shard that is opened again gets a new one, and what was prepared against the old one is refused. Thread safe, except
 * that each connection's own part is used by one thread at a time.
 */
final class ShardLedger {

    private final Map<String, ConnectionLedger> byConnection = new ConcurrentHashMap<>();

    ConnectionLedger of(Connection connection) {
        return of(connection.reference());
    }

    void apply(LedgerEntry entry) {
        of(entry.connection()).apply(entry);
    }

    /** Number of published entries. */
    int size() {
        return byConnection.values().stream().mapToInt(ConnectionLedger::size).sum();
    }

    private ConnectionLedger of(String reference) {
        return byConnection.computeIfAbsent(reference, r -> new ConnectionLedger());
    }
}
