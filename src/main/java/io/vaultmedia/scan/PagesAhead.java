package io.vaultmedia.scan;

import io.vaultmedia.media.MediaPage;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * The pages of a scan that were fetched, but not taken yet. One thread fetches while the scan's turn lasts, and another
 * thread takes; at most two pages wait in between. Thread safe.
 */
public final class PagesAhead {

    private static final int MOST = 2;

    /** Longer than the slowest answer that the HTTP client allows. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private record Fetched(MediaPage page, boolean isLast, Exception failure) {}

    private final Predicate<MediaPage> goesOnAfter;
    private final LongSupplier nanoTime;
    private final Deque<Fetched> waiting = new ArrayDeque<>();
    private Thread fetching;
    private boolean goesOn = true;
    private boolean lastIsTaken;
    private boolean stopped;

    /**
     * None so far.
     *
     * @param goesOnAfter asked once for each page, by the thread that has fetched it: whether the page after it is for this
     *     turn
     * @param nanoTime a monotonic clock in nanoseconds
     */
    PagesAhead(Predicate<MediaPage> goesOnAfter, LongSupplier nanoTime) {
        this.goesOnAfter = goesOnAfter;
        this.nanoTime = nanoTime;
    }

    /**
     * True if the thread that asks is to fetch another page; waits while two pages wait. False if the turn is over, or if a
     * thread of the turn before is still fetching.
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

    /** Adds a page that was fetched. */
    public void arrived(MediaPage page) {
        add(page, goesOn() && goesOnAfter.test(page), null);
    }

    private synchronized boolean goesOn() {
        return goesOn;
    }

    /** Adds a failure in place of a page: the thread that takes receives it. */
    public void failed(Exception reason) {
        add(null, false, reason);
    }

    private synchronized void add(MediaPage page, boolean fetchNext, Exception failure) {
        goesOn &= fetchNext;
        if (stopped && page != null) {
            page.discard().run();
        }
        waiting.add(new Fetched(page, !goesOn, failure));
        notifyAll();
    }

    /** Begins another turn of a scan that has paused. */
    public synchronized void resume() {
        goesOn = true;
        lastIsTaken = false;
        stopped = false;
    }

    /** Ends the turn: no further page is fetched, and pages that wait are discarded. */
    public synchronized void stop() {
        goesOn = false;
        stopped = true;
        waiting.stream()
                .filter(fetched -> fetched.page() != null)
                .forEach(fetched -> fetched.page().discard().run());
        notifyAll();
    }

    /** Waits for the next page. Throws the reason if its fetch failed. */
    synchronized MediaPage take() throws Exception {
        long deadline = nanoTime.getAsLong() + PATIENCE.toNanos();
        while (waiting.isEmpty()) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - nanoTime.getAsLong());
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
