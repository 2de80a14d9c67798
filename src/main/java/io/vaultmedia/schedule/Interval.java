package io.vaultmedia.schedule;

import io.vaultmedia.connection.ConnectionSettings;
import java.time.Duration;

/** The time between the starts of a connection's scans for news. Guarded by the schedule's lock; times in nanoseconds. */
final class Interval {

    private final Pace pace;
    private Duration base;
    private Duration present;
    private long startedAt;
    private boolean started;

    /** An interval whose first scan is due at this time, unless no time makes one due. */
    Interval(Pace pace, Duration base, long first) {
        this.pace = pace;
        this.base = base;
        this.present = base;
        this.startedAt = isOnDemand() ? first : first - base.toNanos();
    }

    /** Becomes this long from the last start on; false if it is this long already. */
    boolean change(Duration changed) {
        boolean isNews = !changed.equals(base);
        if (isNews) {
            base = changed;
            present = changed;
        }
        return isNews;
    }

    void start(long now) {
        startedAt = now;
        started = true;
    }

    /** True once a scan has started. */
    boolean isStarted() {
        return started;
    }

    /** True if no time makes a scan due. */
    boolean isOnDemand() {
        return base.equals(ConnectionSettings.ON_DEMAND);
    }

    /** Stretches after a scan that found nothing, as far as the pace allows; becomes as it was after one that had news. */
    void scanned(boolean hadNews) {
        present = hadNews ? base : pace.stretch(present, base);
    }

    /** Returns when the next scan is due. */
    long next() {
        return startedAt + present.toNanos();
    }

    /** Returns how long a connection that the API refuses waits at least. */
    Duration retryFloor() {
        return isOnDemand() ? Duration.ZERO : base;
    }

    /** Returns the longest time that a connection with this interval may have to wait. */
    long longestNanos() {
        return Math.max(retryFloor().toNanos(), pace.backoffMax().toNanos());
    }
}
