package io.vaultmedia.publish;

import io.vaultmedia.kafka.OpeningFailure;
import io.vaultmedia.ledger.ShardLedger;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One opening of a shard: its ledger as it was read, the producer that holds its transactional id, and the pages that wait
 * for its next transaction. It ends with its first failure, or when the shard is let go of, and is never used again: what
 * was prepared against it dies with it. Thread safe, but for each connection's own part of the ledger.
 *
 * <p>Its ledger in memory has a page's entries from the moment the page waits: the page after it can be prepared while it
 * is being committed. Should that fail, the whole of it is dropped, and read again from Kafka.
 */
public final class OpenShard {

    private final int number;
    private final ShardLedger ledger;
    private final PagePublisher publisher;
    private final PageQueue pages;
    private final ReentrantLock publishing = new ReentrantLock();
    private final AtomicBoolean asked = new AtomicBoolean();
    private volatile RuntimeException end;
    private volatile long publishingSince;

    public OpenShard(int number, ShardLedger ledger, PagePublisher publisher, Duration gathering) {
        this.number = number;
        this.ledger = ledger;
        this.publisher = publisher;
        this.pages = new PageQueue(gathering);
    }

    public int number() {
        return number;
    }

    public ShardLedger ledger() {
        return ledger;
    }

    /** How long the transaction in hand has taken so far. */
    public Duration busyFor() {
        long since = publishingSince;
        return since == 0 ? Duration.ZERO : Duration.ofNanos(System.nanoTime() - since);
    }

    /**
     * Lets a page wait for the next transaction, and its connection go on as if it were committed. Waits itself while too
     * many do. A page that writes nothing, with none before it, is through at once.
     *
     * @return whether somebody has to be asked to publish: false where somebody is at it, or has been asked
     */
    public boolean submit(PageTransaction page) throws InterruptedException {
        requireOpen();
        page.enter();
        boolean isIdle = pages.isEmpty() && !publishing.isLocked();
        if (page.isEmpty() && isIdle && end == null) {
            page.committed();
        } else {
            pages.add(page);
        }
        if (end != null) {
            page.commit().failed(end);
        }
        return !publishing.isLocked() && !pages.isEmpty() && asked.compareAndSet(false, true);
    }

    /**
     * Publishes the pages that wait, and those that come meanwhile, in one transaction; and again until none does. Leaves
     * them to whoever is at it already. Throws what made a transaction fail: then this shard has to be opened anew.
     */
    public void publish() {
        asked.set(false);
        while (!pages.isEmpty() && publishing.tryLock()) {
            try {
                publishTogether();
            } catch (Throwable e) {
                end = end != null ? end : reasonOf(e); // Before anybody else can be at it.
                throw e;
            } finally {
                publishingSince = 0;
                publishing.unlock();
            }
        }
    }

    private void publishTogether() {
        requireOpen();
        publishingSince = System.nanoTime();
        publisher.publish(() -> end == null ? pages.next() : null);
        pages.committed();
    }

    private void requireOpen() {
        if (end != null) {
            throw end;
        }
    }

    private ShardReleasedException takenOver() {
        return new ShardReleasedException("another replica has taken shard " + number + " over");
    }

    /** No further page: another replica goes on. The one in hand may still be committed. */
    public void release() {
        refuse(takenOver());
    }

    /**
     * No further page: whether the one in hand was committed is in doubt. To be called once nobody finds this any more.
     * Returns why: ShardReleasedException where another replica has taken it over, whoever was first to notice.
     */
    public RuntimeException fail(Throwable cause) {
        RuntimeException reason = end != null ? end : reasonOf(cause);
        pages.failInHand(reason);
        refuse(reason);
        return reason;
    }

    private RuntimeException reasonOf(Throwable cause) {
        return ShardProducer.isFenced(cause)
                ? takenOver()
                : new ShardClosedException(
                        "shard " + number + " is being opened again: " + OpeningFailure.rootOf(cause));
    }

    private void refuse(RuntimeException reason) {
        end = reason;
        pages.failWaiting(reason);
    }

    /** Lets go of Kafka, once the transaction in hand has ended or the patience has. */
    public void end(Duration patience) {
        try {
            if (publishing.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                publishing.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        publisher.close();
    }
}
