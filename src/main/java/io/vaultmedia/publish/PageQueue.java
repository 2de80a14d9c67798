package io.vaultmedia.publish;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * A shard's pages on their way to Kafka: those that wait, and those in flight, which the present transaction has taken. Many
 * threads add; one at a time takes, which {@link OpenShard} sees to; any thread may fail them.
 */
final class PageQueue {

    /** Bounds what may be lost in memory. */
    private static final int MOST_WAITING = 16;

    /**
     * How long a transaction that follows another one waits for more pages while no scan waits for a page in it: idle
     * connections share it.
     */
    private static final Duration GATHERING_UNAWAITED = Duration.ofSeconds(1);

    /** Bounds one transaction. */
    private static final int MOST_IN_FLIGHT = 64;

    /** Bounds one transaction when Kafka is slow, far below its transaction timeout. */
    private static final Duration LONGEST = Duration.ofSeconds(2);

    /** Longer than Kafka's transaction timeout. */
    private static final Duration PATIENCE = Duration.ofMinutes(4);

    private final BlockingQueue<ShardTransaction> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Queue<ShardTransaction> inFlight = new ConcurrentLinkedQueue<>();
    private final long gatheringNanos;
    private final LongSupplier nanoTime;
    private long committedAt;
    private long begunAt;

    /**
     * An empty queue.
     *
     * @param gathering how long after the end of a transaction the next one waits for more pages: it costs Kafka about the
     *     same for one page as for many
     * @param nanoTime a monotonic clock in nanoseconds
     */
    PageQueue(Duration gathering, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.gatheringNanos = gathering.toNanos();
        this.committedAt = nanoTime.getAsLong() - gatheringNanos;
    }

    /** Adds a page; blocks while too many wait. Throws ShardClosedException if that lasts too long. */
    void add(ShardTransaction page) throws InterruptedException {
        if (!waiting.offer(page, PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new ShardClosedException("nothing was published within " + PATIENCE.toSeconds() + " s");
        }
    }

    /** Returns true if {@link #add} would not block now. */
    boolean hasRoom() {
        return waiting.remainingCapacity() > 0;
    }

    /** Returns true if no page waits. */
    boolean isEmpty() {
        return waiting.isEmpty();
    }

    /** Returns the next page for the present transaction, if need be after a while; null once the transaction has enough. */
    ShardTransaction next() {
        if (inFlight.isEmpty()) {
            begunAt = nanoTime.getAsLong();
        }
        if (inFlight.size() == MOST_IN_FLIGHT || nanoTime.getAsLong() - begunAt > LONGEST.toNanos()) {
            return null;
        }
        ShardTransaction page = waiting.poll();
        if (page == null && inFlight.stream().anyMatch(other -> !other.isEmpty())) {
            page = await();
        }
        if (page != null) {
            inFlight.add(page);
        }
        return page;
    }

    private ShardTransaction await() {
        try {
            boolean isAwaited =
                    inFlight.stream().anyMatch(page -> !page.commit().hasSucceeded());
            long gathering = isAwaited ? gatheringNanos : Math.max(gatheringNanos, GATHERING_UNAWAITED.toNanos());
            return waiting.poll(committedAt + gathering - nanoTime.getAsLong(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** Reports to the pages in flight that Kafka has committed them, and discards them. */
    void committed() {
        if (inFlight.stream().anyMatch(page -> !page.isEmpty())) {
            committedAt = nanoTime.getAsLong();
        }
        inFlight.stream().filter(page -> !page.commit().hasSucceeded()).forEach(ShardTransaction::committed);
        inFlight.clear();
    }

    /** Reports to the pages in flight that the outcome is unknown; they stay in flight. */
    void failInFlight(RuntimeException reason) {
        inFlight.forEach(page -> page.commit().failed(reason));
    }

    /** Reports to the pages that wait that they will not be published. */
    void failWaiting(RuntimeException reason) {
        for (ShardTransaction page = waiting.poll(); page != null; page = waiting.poll()) {
            page.commit().failed(reason);
        }
    }

    /** Throws LateMessageException if a message of a page in flight came too late to be published with it. */
    void requireInTime() {
        inFlight.forEach(ShardTransaction::requireInTime);
    }

    /** Returns the pages in flight. */
    List<ShardTransaction> inFlight() {
        return List.copyOf(inFlight);
    }
}
