package io.vaultmedia.schedule;

import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.scan.Failure;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.Scans;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * One of the two lanes in which a connection's scans wait: when the next one is due, which one has paused, and how many
 * have failed in a row. Guarded by the schedule's lock; times in nanoseconds.
 */
final class Lane {

    /** Which scans use a lane. */
    enum Kind {
        /** Backfills and incremental scans. */
        NEWS,
        /** Sweeps, what follows from them, and rewinds. */
        SWEEP;

        static Kind of(Scan scan) {
            return scan.plan().kind().isPaced() ? SWEEP : NEWS;
        }
    }

    private final Turn turn;
    private final Kind kind;
    private long due;
    private boolean closed;
    private Scan paused;
    private int failures;
    private boolean suspended;
    private String outcome;

    /** A lane whose first scan is due at this time. */
    Lane(Turn turn, Kind kind, long due) {
        this.turn = turn;
        this.kind = kind;
        this.due = due;
    }

    Turn turn() {
        return turn;
    }

    Kind kind() {
        return kind;
    }

    long due() {
        return due;
    }

    /** Makes the next scan due at this time, and opens the lane. */
    void dueAt(long time) {
        due = time;
        closed = false;
    }

    /** The same, if it would be due later. */
    void dueAtTheLatest(long time) {
        due = time - due < 0 ? time : due;
    }

    /** The same, if it would be due earlier. */
    void notDueBefore(long time) {
        due = time - due > 0 ? time : due;
    }

    /** Nothing is due in this lane until it is opened. */
    void close() {
        closed = true;
    }

    boolean isClosed() {
        return closed;
    }

    /** Returns the scan that continues at the next turn, or null. */
    Scan paused() {
        return paused;
    }

    void pause(Scan scan) {
        paused = scan;
    }

    /** Returns the scan that has paused, or else a new one; empty if there is none, or if the connection is not ours. */
    Optional<Scan> next(ConnectionSettings settings, Scans scans, BooleanSupplier goesOn) {
        if (paused != null) {
            return Optional.of(paused).filter(scan -> scans.isOurs(settings.connection()));
        }
        return kind == Kind.NEWS ? scans.begin(settings, goesOn) : scans.beginSweep(settings, goesOn);
    }

    /** Counts a failure. */
    void failed(Failure failure) {
        failures++;
        suspended = failure.remedy() == Failure.Remedy.SUSPEND && failure.concernsAllRequests();
        outcome = failure.outcome();
    }

    /** Counts a success: there are no failures in a row. */
    void succeeded() {
        failures = 0;
        suspended = false;
        outcome = null;
    }

    /** Forgets that the API refused the connection; the count of failures stays. */
    void endSuspension() {
        suspended = false;
    }

    /** Returns the number of failures since the last scan that succeeded. */
    int failures() {
        return failures;
    }

    /** True if the last scan failed in a way that suspends the connection. */
    boolean isSuspended() {
        return suspended;
    }

    /** Returns the outcome of the last scan if it failed, or null. */
    String outcome() {
        return outcome;
    }
}
