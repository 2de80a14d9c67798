package io.vaultmedia.schedule;

import java.time.Duration;

/** When a connection's next scan, and its next page of a sweep, are due. Guarded by the schedule's lock; nanoseconds. */
final class Due {

    private final Pace pace;
    private Duration base;
    private Duration interval;
    private long startedAt;
    private boolean started;
    private long scanAt;
    private boolean sweepable;
    private long sweepAt;

    /** Due for the first time at this time. */
    Due(Pace pace, Duration interval, long first) {
        this.pace = pace;
        this.base = interval;
        this.interval = interval;
        this.startedAt = first - interval.toNanos();
        this.scanAt = first;
    }

    /**
     * Goes by this interval from the last start on; by it only after the next scan where that was put off, or is the first.
     * What failed by a longer one waits for no longer than it would by this one.
     */
    void use(Duration changed, boolean isPutOff, long now) {
        if (!changed.equals(base)) {
            base = changed;
            interval = changed;
            long latest = now + Math.max(interval.toNanos(), pace.backoffMax().toNanos());
            scanAt = isPutOff || !started ? earlier(scanAt, latest) : startedAt + interval.toNanos();
            sweepAt = earlier(sweepAt, latest);
        }
    }

    long at(boolean sweep) {
        return sweep ? sweepAt : scanAt;
    }

    /** False where no sweep is due until the next scan has come to its end. */
    boolean isSweepable() {
        return sweepable;
    }

    void started(long now) {
        startedAt = now;
        started = true;
    }

    /** An idle connection's interval stretches; news bring it back at once. */
    void completed(boolean hadNews, boolean sweepWaits, long now) {
        interval = hadNews ? base : pace.stretch(interval, base);
        scanAt = startedAt + interval.toNanos();
        sweepable = true;
        sweepAt = sweepWaits ? sweepAt : now;
    }

    void swept(boolean hadNews, long next) {
        putOff(true, next);
        if (hadNews) {
            interval = base;
            scanAt = earlier(scanAt, startedAt + interval.toNanos());
        }
    }

    /** After a failed sweep the next scan is not put off, unless it would fail as well. */
    void failed(boolean sweep, boolean alike, long until) {
        if (sweep) {
            putOff(true, until);
            scanAt = alike && until - scanAt > 0 ? until : scanAt;
        } else {
            scanAt = until;
            noSweep();
        }
    }

    private static long earlier(long a, long b) {
        return a - b < 0 ? a : b;
    }

    /** Puts the next scan off, or the next page of a sweep. */
    void putOff(boolean sweep, long until) {
        if (sweep) {
            sweepable = true;
            sweepAt = until;
        } else {
            scanAt = until;
        }
    }

    /** No sweep is due until the next scan has come to its end. */
    void noSweep() {
        sweepable = false;
    }
}
