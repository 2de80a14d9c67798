package io.vaultmedia.publish;

import io.vaultmedia.kafka.OpeningFailure;
import io.vaultmedia.ledger.ShardLedger;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * One opening of a shard: its ledger as it was read, the producer that has its transactional id, and the pages that wait for
 * its next transaction. It ends with its first failure, or when the shard is released, and is never used again: what was
 * prepared against it is discarded with it. Thread safe, except for each connection's own part of the ledger.
 *
 * <p>Its ledger in memory has a page's entries from the moment the page waits: the page after it can be prepared while it is
 * being committed. If that fails, the whole of it is discarded, and read again from Kafka.
 *
 * <p>Many threads submit pages; one at a time publishes them. A thread that submits to an idle shard must request publish();
 * the first thread that follows the request publishes, the others find nothing to do.
 */
public final class OpenShard {

    /** IDLE → REQUESTED (a page waits) → PUBLISHING → IDLE, or REQUESTED if more pages wait; ENDED from any of them. */
    private enum State {
        IDLE,
        REQUESTED,
        PUBLISHING,
        ENDED
    }

    private final int number;
    private final ShardLedger ledger;
    private final ShardProducer producer;
    private final PageQueue pages;
    private final LongSupplier nanoTime;
    private State state = State.IDLE;
    private Long publishingSince;
    private volatile RuntimeException end;

    /**
     * An opening with nothing to publish.
     *
     * @param gathering how long a transaction that follows another one waits for more pages
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public OpenShard(
            int number, ShardLedger ledger, ShardProducer producer, Duration gathering, LongSupplier nanoTime) {
        this.number = number;
        this.ledger = ledger;
        this.producer = producer;
        this.pages = new PageQueue(gathering, nanoTime);
        this.nanoTime = nanoTime;
    }

    public int number() {
        return number;
    }

    /** Returns the ledger as it will be once all submitted pages are committed. */
    public ShardLedger ledger() {
        return ledger;
    }

    /** Returns how long the present transaction has taken so far; zero if there is none. */
    public synchronized Duration busyFor() {
        return publishingSince != null ? Duration.ofNanos(nanoTime.getAsLong() - publishingSince) : Duration.ZERO;
    }

    /**
     * Adds a page to those that wait; its connection goes on as if the page were committed. Blocks while too many wait. A page
     * that writes nothing is committed at once, if nothing else of its connection is in flight. So is one that only tells
     * consumers how far its connection is, which is written later.
     *
     * @return true if the caller must request publish()
     */
    public boolean submit(ShardTransaction page) throws InterruptedException {
        requireOpen();
        page.enter();
        if (page.isEmpty() && (page.followsCommitted() || isIdle())) {
            page.committed();
            return false;
        }
        if (page.isOnlyProgress() && page.followsCommitted()) {
            page.committed(); // Its scan need not wait until the pages of other idle connections share its transaction.
        }
        pages.add(page);
        synchronized (this) {
            if (state == State.ENDED) {
                pages.failWaiting(end);
            } else if (state == State.IDLE) {
                state = State.REQUESTED;
                return true;
            }
            return false;
        }
    }

    /** Returns true if another page may wait without blocking. */
    public boolean hasRoom() {
        return !isEnded() && pages.hasRoom();
    }

    /** Returns the pages of the present transaction. */
    public List<ShardTransaction> inFlight() {
        return pages.inFlight();
    }

    private synchronized boolean isIdle() {
        return state == State.IDLE && pages.isEmpty();
    }

    /** Returns true if pages wait, and no thread publishes them yet. */
    public synchronized boolean isRequested() {
        return state == State.REQUESTED;
    }

    /** Begins the transaction that was requested; empty if another thread publishes, or if there is nothing to publish. */
    synchronized Optional<Publication> begin() {
        if (state != State.REQUESTED) {
            return Optional.empty();
        }
        state = State.PUBLISHING;
        publishingSince = nanoTime.getAsLong();
        return Optional.of(new Publication(this, producer, pages));
    }

    /** Ends the present transaction: reports to its pages that Kafka has committed them. */
    void committed() {
        try {
            pages.committed();
        } finally {
            endTransaction();
        }
    }

    private synchronized void endTransaction() {
        publishingSince = null;
        if (state == State.PUBLISHING) {
            state = pages.isEmpty() ? State.IDLE : State.REQUESTED;
        }
        notifyAll();
    }

    /** Returns true if the opening takes no further page. */
    public boolean isEnded() {
        return end != null;
    }

    private void requireOpen() {
        if (end != null) {
            throw end;
        }
    }

    /** Takes no further page: another replica goes on. The present transaction may still be committed. */
    public void release() {
        refuse(new ShardReleasedException("another replica has taken shard " + number + " over"));
    }

    /**
     * Takes no further page: whether the present transaction was committed is unknown. To be called once no scan finds this
     * opening. No decision depends on the class of the cause, which differs between versions of Kafka's clients.
     */
    public void fail(Throwable cause) {
        RuntimeException reason = end != null
                ? end
                : new ShardClosedException(
                        "shard " + number + " is being opened again: " + OpeningFailure.rootOf(cause));
        pages.failInFlight(reason);
        refuse(reason);
        endTransaction();
    }

    private synchronized void refuse(RuntimeException reason) {
        end = reason;
        state = State.ENDED;
        pages.failWaiting(reason);
    }

    /** Closes the producer, once the present transaction or the patience has ended. */
    public void end(Duration patience) {
        long deadline = nanoTime.getAsLong() + patience.toNanos();
        synchronized (this) {
            try {
                for (long left = left(deadline); publishingSince != null && left > 0; left = left(deadline)) {
                    TimeUnit.NANOSECONDS.timedWait(this, left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        producer.close();
    }

    private long left(long deadline) {
        return deadline - nanoTime.getAsLong();
    }
}
