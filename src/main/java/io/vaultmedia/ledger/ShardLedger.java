package io.vaultmedia.ledger;

import io.vaultmedia.connection.Connection;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The state of one shard as it was read when the shard was opened, and as its own pages have moved it on since. Thread safe,
 * except that each connection's own part is used by one thread at a time.
 */
public final class ShardLedger {

    private final String topic;
    private final Map<Long, ConnectionLedger> byConnection = new ConcurrentHashMap<>();
    private final Map<Long, Instant> removed = new ConcurrentHashMap<>();

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
        if (entry.kind() == LedgerEntry.Kind.REMOVED) {
            applyRemoval(entry);
        } else {
            of(entry.connection()).apply(entry);
        }
    }

    private void applyRemoval(LedgerEntry entry) {
        long connection = entry.connection();
        if (!entry.numbers().isEmpty()) {
            removed.put(connection, Instant.ofEpochMilli(entry.numbers().get(0)));
        } else if (Removals.BEING_FORGOTTEN.equals(removed.remove(connection))) {
            byConnection.remove(connection);
        }
    }

    /** Returns since when a connection is not in the list any more; null if it is in the list, as far as the ledger knows. */
    Instant removedAt(long fingerprint) {
        return removed.get(fingerprint);
    }

    /** Returns true if the connection may be scanned: it is neither removed nor being forgotten. */
    public boolean isListed(Connection connection) {
        return removedAt(connection.fingerprint()) == null;
    }

    /** Returns what is known of each connection, by its fingerprint. */
    public Map<Long, ConnectionLedger> connections() {
        return Collections.unmodifiableMap(byConnection);
    }

    /** Number of published entries. */
    public int size() {
        return byConnection.values().stream().mapToInt(ConnectionLedger::size).sum();
    }

    private ConnectionLedger of(long fingerprint) {
        return byConnection.computeIfAbsent(fingerprint, f -> new ConnectionLedger());
    }
}
