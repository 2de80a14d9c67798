package io.vaultmedia.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The pages that wait for a shard's next transaction. Many threads add; one at a time, by a lock of its own, takes and
 * publishes.
 */
final class WaitingPages {

    /** Bounds what may be lost in memory, and one transaction. */
    private static final int MOST = 16;

    /** A transaction costs Kafka about the same for one page as for many: one that follows another waits for so many. */
    private static final int WORTH_IT = MOST / 2;

    /** Longer than Kafka lets a commit take. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final BlockingQueue<PageTransaction> pages = new ArrayBlockingQueue<>(MOST);
    private final Duration longest;
    private volatile Thread gathering;
    private long publishedAt;

    /**
     * None so far.
     *
     * @param longest how long after the one before it a transaction waits, at most, until it is worth it
     */
    WaitingPages(Duration longest) {
        this.longest = longest;
        this.publishedAt = System.nanoTime() - longest.toNanos();
    }

    /** Adds a page; waits while there are too many. Throws IllegalStateException where that lasts too long. */
    void add(PageTransaction page) throws InterruptedException {
        if (!pages.offer(page, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("nothing was published within " + PATIENCE);
        }
        if (pages.size() >= WORTH_IT) {
            LockSupport.unpark(gathering);
        }
    }

    boolean isEmpty() {
        return pages.isEmpty();
    }

    /** Takes all that wait, once that is worth a transaction, or none of them needs one. */
    List<PageTransaction> take() {
        gathering = Thread.currentThread();
        while (left() > 0 && pages.size() < WORTH_IT && pages.stream().anyMatch(page -> !page.isEmpty())) {
            LockSupport.parkNanos(this, left());
        }
        gathering = null;
        return takeNow();
    }

    private long left() {
        return publishedAt + longest.toNanos() - System.nanoTime();
    }

    /** Notes that these were taken last, and are published: with a transaction, unless all of them are empty. */
    void published(List<PageTransaction> taken) {
        if (taken.stream().anyMatch(page -> !page.isEmpty())) {
            publishedAt = System.nanoTime();
        }
    }

    /** Takes all that wait; whoever gathers more finds nothing, and goes on. */
    List<PageTransaction> takeNow() {
        List<PageTransaction> taken = new ArrayList<>(MOST);
        pages.drainTo(taken);
        LockSupport.unpark(gathering);
        return taken;
    }
}
