package io.vaultmedia.scan;

import io.vaultmedia.media.MediaPage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * The pages of a scan that are fetched, but not taken yet. One thread fetches, as long as the scan's turn goes on, and
 * another one takes; at most two pages wait in between. Thread safe.
 */
public final class PagesAhead {

    private static final int MOST = 2;

    /** Longer than the slowest answer that the HTTP client allows. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private record Fetched(MediaPage page, boolean isLast, Exception failure) {}

    private final Predicate<MediaPage> goesOnAfter;
    private final Deque<Fetched> waiting = new ArrayDeque<>();
    private Thread fetching;
    private boolean goesOn = true;
    private boolean lastIsTaken;

    /**
     * None so far.
     *
     * @param goesOnAfter asked once for each page, by the thread that has fetched it: whether the page after it is for this
     *     turn
     */
    PagesAhead(Predicate<MediaPage> goesOnAfter) {
        this.goesOnAfter = goesOnAfter;
    }

    /**
     * Asked before each page by the thread that fetches: waits while enough pages do. False where the turn is over, or
     * another thread, of the turn before, is still at it.
     */
    public synchronized boolean wantsPage() throws InterruptedException {
        if (fetching != null && fetching != Thread.currentThread()) {
            return false;
        }
        while (goesOn && waiting.size() == MOST) {
            wait();
        }
        fetching = goesOn ? Thread.currentThread() : null;
        return goesOn;
    }

    /** Hands a page over. */
    public void arrived(MediaPage page) {
        hand(page, goesOn() && goesOnAfter.test(page), null);
    }

    private synchronized boolean goesOn() {
        return goesOn;
    }

    /** Hands over why there is no page. */
    public void failed(Exception reason) {
        hand(null, false, reason);
    }

    private synchronized void hand(MediaPage page, boolean fetchNext, Exception failure) {
        goesOn &= fetchNext;
        waiting.add(new Fetched(page, !goesOn, failure));
        notifyAll();
    }

    /** Begins another turn of a scan that had to pause. */
    public synchronized void resume() {
        goesOn = true;
        lastIsTaken = false;
    }

    /** Ends the turn: no further page is fetched. For the thread that takes: it might else wait for a page in vain. */
    public synchronized void stop() {
        goesOn = false;
        notifyAll();
    }

    /** Waits for the next page. Throws what made its fetch fail. */
    synchronized MediaPage take() throws Exception {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (waiting.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                throw new IllegalStateException("no page came within " + PATIENCE.toSeconds() + " s");
            }
            wait(left);
        }
        Fetched next = waiting.remove();
        notifyAll();
        if (next.failure() != null) {
            throw next.failure();
        }
        lastIsTaken = next.isLast();
        return next.page();
    }

    /** True once the last page of this turn was taken. */
    synchronized boolean isLastTaken() {
        return lastIsTaken;
    }
}
