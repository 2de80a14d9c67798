package io.vaultmedia.publish;

import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/**
 * A shard's pages on their way to Kafka: those that wait, and those in hand, which the transaction of the moment has taken.
 * Many threads add; one at a time, by a lock of its own, takes; any may fail them.
 */
final class PageQueue {

    /** Bounds what may be lost in memory. */
    private static final int MOST_WAITING = 16;

    /** Bounds one transaction. */
    private static final int MOST_IN_HAND = 64;

    /** Bounds one transaction where Kafka is slow: far less than it lets one last. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    /** Longer than Kafka lets a transaction take. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final BlockingQueue<PageTransaction> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Queue<PageTransaction> inHand = new ConcurrentLinkedQueue<>();
    private final long gatheringNanos;
    private long committedAt;
    private long begunAt;

    /**
     * None so far.
     *
     * @param gathering how long after the end of the transaction before it one stays open for more, as it costs Kafka about
     *     the same for one page as for many
     */
    PageQueue(Duration gathering) {
        this.gatheringNanos = gathering.toNanos();
        this.committedAt = System.nanoTime() - gatheringNanos;
    }

    /** Adds a page; waits while too many do. Throws ShardClosedException where that lasts too long. */
    void add(PageTransaction page) throws InterruptedException {
        if (!waiting.offer(page, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new ShardClosedException("nothing was published within " + PATIENCE.toSeconds() + " s");
        }
    }

    /** True where none waits. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Takes the next page for the transaction of the moment, waiting for one where it should; null once it has enough. */
    PageTransaction next() {
        if (inHand.isEmpty()) {
            begunAt = System.nanoTime();
        }
        if (inHand.size() == MOST_IN_HAND || System.nanoTime() - begunAt > LONGEST.toNanos()) {
            return null;
        }
        PageTransaction page = waiting.poll();
        if (page == null && inHand.stream().anyMatch(other -> !other.isEmpty())) {
            page = await();
        }
        if (page != null) {
            inHand.add(page);
        }
        return page;
    }

    private PageTransaction await() {
        try {
            return waiting.poll(committedAt + gatheringNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Tells the pages in hand that Kafka has committed them, and lets go of them. */
    void committed() {
        if (inHand.stream().anyMatch(page -> !page.isEmpty())) {
            committedAt = System.nanoTime();
        }
        inHand.forEach(PageTransaction::committed);
        inHand.clear();
    }

    /** Tells the pages in hand that nobody knows what became of them; they stay in hand. */
    void failInHand(RuntimeException reason) {
        inHand.forEach(page -> page.commit().failed(reason));
    }

    /** Tells the pages that wait that they will not be published. */
    void failWaiting(RuntimeException reason) {
        for (PageTransaction page = waiting.poll(); page != null; page = waiting.poll()) {
            page.commit().failed(reason);
        }
    }
}
