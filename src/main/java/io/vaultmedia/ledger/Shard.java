package io.vaultmedia.ledger;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A slice of the connections with its own ledger partition and transactional producers. It is open while this replica may
 * publish for it. Thread safe.
 *
 * <p>It has two lanes, each with a transactional id of its own, which take pages in turn. Kafka completes a transaction
 * some moments after it has answered the commit; a producer that begins its next one before waits 20 ms to try again. The
 * pages of one connection still go one after the other: the next one is prepared only once this one is committed.
 */
final class Shard {

    private final int number;
    private final List<String> lanes;
    private final AtomicInteger pages = new AtomicInteger();
    private volatile ShardLedger ledger;

    Shard(int number) {
        this.number = number;
        this.lanes = List.of(number + "-a", number + "-b");
    }

    /** The names of its lanes: the ends of its routes' ids and of its transactional ids. */
    List<String> lanes() {
        return lanes;
    }

    /** The lane that takes the next page. */
    String nextLane() {
        return lanes.get(Math.floorMod(pages.getAndIncrement(), lanes.size()));
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

    synchronized void open(ShardLedger restored) {
        ledger = restored;
    }

    /** Closes the shard if this is still its state; says whether it was. */
    synchronized boolean close(ShardLedger present) {
        boolean current = ledger == present;
        if (current) {
            ledger = null;
        }
        return current;
    }

    /** Number of published entries in memory; 0 while closed. */
    int size() {
        return ledger().map(ShardLedger::size).orElse(0);
    }
}
