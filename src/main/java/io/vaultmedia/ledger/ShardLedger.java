package io.vaultmedia.ledger;

import io.vaultmedia.connection.Connection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The state of one shard as it was read when the shard was opened, and as its own pages have moved it on since. Thread safe,
 * except that each connection's own part is used by one thread at a time.
 */
public final class ShardLedger {

    private final String topic;
    private final Map<Long, ConnectionLedger> byConnection = new ConcurrentHashMap<>();

    public ShardLedger(String topic) {
        this.topic = topic;
    }

    /** The ledger's topic. */
    public String topic() {
        return topic;
    }

    public ConnectionLedger of(Connection connection) {
        return of(connection.fingerprint());
    }

    public void apply(LedgerEntry entry) {
        of(entry.connection()).apply(entry);
    }

    /** Number of published entries. */
    public int size() {
        return byConnection.values().stream().mapToInt(ConnectionLedger::size).sum();
    }

    private ConnectionLedger of(long fingerprint) {
        return byConnection.computeIfAbsent(fingerprint, f -> new ConnectionLedger());
    }
}
