package io.vaultmedia.ledger;

import java.util.Optional;

/**
 * A slice of the connections with its own ledger partition and transactional producer. It is open while this replica may
 * publish for it. Thread safe.
 */
final class Shard {

    private final int number;
    private volatile ShardLedger ledger;

    Shard(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    boolean isOpen() {
        return ledger != null;
    }

    /** The state to prepare pages against; empty while closed. */
    Optional<ShardLedger> ledger() {
        return Optional.ofNullable(ledger);
    }

    /** The same, where there is no going on without it. */
    ShardLedger openLedger() {
        return ledger().orElseThrow(() -> new ShardClosedException("shard " + number + " is not open"));
    }

    /** Lets a page through only if it was prepared against the state that this shard has now. */
    void admit(PageTransaction transaction) {
        if (openLedger() != transaction.shardLedger()) {
            throw new ShardClosedException("shard " + number + " was opened again since this page was prepared");
        }
    }

    void open(ShardLedger restored) {
        ledger = restored;
    }

    void close() {
        ledger = null;
    }

    /** Number of published entries in memory; 0 while closed. */
    int size() {
        return ledger().map(ShardLedger::size).orElse(0);
    }
}
