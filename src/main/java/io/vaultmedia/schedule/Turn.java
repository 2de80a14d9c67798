package io.vaultmedia.schedule;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.scan.Failure;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.Scans;
import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;

/** Whether it is one connection's turn, and what became of its last one. Guarded by the schedule's lock. */
final class Turn {

    private final Pace pace;
    private final Budget budget;
    private final Due due;
    private final Streak streak = new Streak();
    private final Streak sweepStreak = new Streak();
    private final Pauses pauses = new Pauses();
    private ConnectionSettings settings;
    private boolean gone;
    private Slice running;

    Turn(ConnectionSettings settings, Pace pace, Budget budget, long first) {
        this.settings = settings;
        this.pace = pace;
        this.budget = budget;
        this.due = new Due(pace, settings.interval(), first);
    }

    /** Goes by these settings from now on; a scan by others ends with what it has fetched. */
    void use(ConnectionSettings changed, long now) {
        gone = false;
        due.use(changed.interval(), streak.length() > 0 || pauses.hasScan(), now);
        if (!changed.publishesAs(settings) || changed.paused()) {
            forgetScans();
        }
        settings = changed;
    }

    void leave() {
        gone = true;
        forgetScans();
    }

    private void forgetScans() {
        pauses.clear();
        if (running != null) {
            running.becomeOutdated();
        }
    }

    Connection connection() {
        return settings.connection();
    }

    Due due() {
        return due;
    }

    Streak streak() {
        return streak;
    }

    Scan running() {
        return running == null ? null : running.scan();
    }

    boolean isGone() {
        return gone;
    }

    boolean isSweeping() {
        return running != null && running.isSweep();
    }

    /** Whether a scan, or a sweep, is to begin or to go on once it is due. */
    boolean waits(boolean sweep) {
        return !gone && !settings.paused() && running == null && (!sweep || due.isSweepable());
    }

    /** Begins the scan or the sweep that is due, or goes on with it, where there is one, it is ours, and within the budget. */
    void begin(boolean sweep, Scans scans, BooleanSupplier goesOn, long now) {
        Optional<Scan> next = pauses.next(sweep, settings, scans, goesOn);
        if (next.isPresent() && budget.take()) {
            start(next.get(), now);
        } else if (next.isPresent()) {
            due.putOff(sweep, now + budget.nanosToWait());
        } else if (sweep) {
            due.noSweep();
        }
    }

    private void start(Scan scan, long now) {
        running = Slice.begin(scan, now);
        if (!running.isSweep() && !pauses.has(scan)) {
            due.started(now);
        }
        pauses.remove(scan);
    }

    /** Whether the scan that runs, if it still does, may fetch another page, and has the right to. A sweep goes page by page. */
    boolean mayGoOn(LongPredicate othersWait, long now) {
        boolean goesOn = running != null && !running.isOutdated() && !running.isSweep();
        return goesOn && !(running.isUsedUp(pace.slicePages(), now) && othersWait.test(now)) && budget.take();
    }

    void stop() {
        running = null;
        pauses.clear();
    }

    /** The scan in hand is to go on later, unless by settings that are not the present ones. */
    void pause(long now) {
        if (!running.isOutdated()) {
            pauses.add(running.scan());
        }
        due.putOff(
                running.isSweep(), now + (running.isSweep() ? pace.sweepPause().toNanos() : budget.nanosToWait()));
        running = null;
    }

    void complete(long now) {
        boolean news = running.scan().tally().published() > 0;
        if (running.isSweep()) {
            sweepStreak.end();
            due.swept(news, now + pace.sweepPause().toNanos());
        } else {
            streak.end();
            due.completed(news, pauses.hasSweep() || sweepStreak.length() > 0, now);
        }
        running = null;
    }

    /** A scan, or a sweep, has failed. A sweep that does puts scans for news off only where these would fare no better. */
    Duration fail(boolean sweep, Failure failure, Backoff backoff, long now) {
        Streak failed = sweep ? sweepStreak : streak;
        failed.add(failure);
        Duration wait = backoff.after(failure, failed.length(), settings.interval());
        due.failed(sweep, failure.concernsAllRequests(), now + wait.toNanos());
        stop();
        return wait;
    }

    ConnectionStatus status() {
        return ConnectionStatus.of(settings, streak, sweepStreak, running(), pauses.any());
    }
}
