package io.vaultmedia.shard;

import io.vaultmedia.publish.OpenShard;
import io.vaultmedia.publish.ShardClosedException;
import io.vaultmedia.publish.ShardReleasedException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A slice of the connections with its own ledger partition and transactional id: the unit of ownership. It is owned while
 * the consumer group assigns its partition to this replica, and open while pages can be published for it. Thread safe.
 */
public final class Shard {

    /** Opens a shard: takes over its transactional id, then reads its ledger. */
    public interface Opening {
        OpenShard open(int number);

        /** No further shard is opened for now: closes what was kept for that. */
        default void ended() {}
    }

    private enum Ownership {
        /** Another replica's, or nobody's. */
        OTHERS,
        /** It was ours when it failed, and is not opened before the group confirms that it still is. */
        IN_DOUBT,
        OURS
    }

    private final int number;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile Ownership ownership = Ownership.OTHERS;
    private volatile OpenShard present;
    private volatile Instant since = Instant.now();

    Shard(int number) {
        this.number = number;
    }

    int number() {
        return number;
    }

    boolean isOwned() {
        return ownership != Ownership.OTHERS;
    }

    boolean isOpen() {
        return present != null;
    }

    /** True if it is ours and closed, and may be opened. */
    boolean isToBeOpened() {
        return ownership == Ownership.OURS && present == null;
    }

    /** The present opening, which pages are prepared against; empty while closed. */
    public Optional<OpenShard> present() {
        return Optional.ofNullable(present);
    }

    /** The present opening; throws if there is none. */
    public OpenShard required() {
        return present()
                .orElseThrow(() -> isOwned()
                        ? new ShardClosedException("shard " + number + " is not open")
                        : new ShardReleasedException("shard " + number + " is another replica's"));
    }

    public synchronized void own() {
        since = isOwned() ? since : Instant.now();
        ownership = Ownership.OURS;
    }

    /** Allows to open it again after a failure, if it was not given away since. */
    synchronized void confirm() {
        if (ownership == Ownership.IN_DOUBT) {
            ownership = Ownership.OURS;
        }
    }

    /** Gives it away. Returns the opening that it had, which takes no further page from now on. */
    synchronized Optional<OpenShard> disown() {
        since = Instant.now();
        ownership = Ownership.OTHERS;
        Optional<OpenShard> open = present();
        open.ifPresent(OpenShard::release);
        present = null;
        return open;
    }

    /** Opens it if it is ours and closed. An opening that is ready only after the shard was given away is closed at once. */
    public void openBy(Opening how) {
        opening.lock();
        try {
            if (isToBeOpened()) {
                OpenShard fresh = how.open(number);
                if (!admit(fresh)) {
                    fresh.release();
                    fresh.end(Duration.ZERO);
                }
            }
        } finally {
            opening.unlock();
        }
    }

    private synchronized boolean admit(OpenShard fresh) {
        if (isOwned()) {
            present = fresh;
            since = Instant.now();
        }
        return isOwned();
    }

    /** Waits, within bounds, until no thread is opening it. */
    void awaitOpening(Duration patience) {
        try {
            if (opening.tryLock(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                opening.unlock();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Closes it if this is still its present opening; returns whether it was. */
    public synchronized boolean close(OpenShard failed) {
        boolean current = present == failed;
        if (current) {
            present = null;
            since = Instant.now();
        }
        return current;
    }

    /** The same after a failure: it is not opened again before {@link #confirm} or {@link #own}. */
    synchronized boolean fail(OpenShard failed) {
        boolean current = close(failed);
        if (current && ownership == Ownership.OURS) {
            ownership = Ownership.IN_DOUBT;
        }
        return current;
    }

    ShardStatus status() {
        return new ShardStatus(number, isOwned(), isOpen(), since, size());
    }

    /** Number of published entries in memory; 0 while closed. */
    int size() {
        return present().map(open -> open.ledger().size()).orElse(0);
    }
}
