package io.vaultmedia.schedule;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.scan.Failure;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongPredicate;

/** The turns of one connection: its lanes, and the scan that runs. Guarded by the schedule's lock; times in nanoseconds. */
final class Turn {

    private final Pace pace;
    private final Budget budget;
    private final Lanes lanes;
    private final Consumer<Scan> dropped;
    private ConnectionSettings settings;
    private boolean pausedBySignal;
    private boolean gone;
    private Slice running;
    private Instant verifiedUpTo;

    /**
     * A connection whose first scan is due at this time.
     *
     * @param dropped receives each paused scan that does not continue
     */
    Turn(ConnectionSettings settings, Pace pace, Budget budget, long first, Consumer<Scan> dropped) {
        this.settings = settings;
        this.pace = pace;
        this.budget = budget;
        this.lanes = new Lanes(this, new Interval(pace, settings.interval(), first));
        this.dropped = dropped;
    }

    /** Uses these settings from now on; a scan by others ends with the pages that it has fetched. */
    void use(ConnectionSettings changed, long now) {
        gone = false;
        lanes.useInterval(changed.interval(), now);
        if (!changed.publishesAs(settings) || changed.paused()) {
            dropScans();
        }
        settings = changed;
    }

    /** The connection was removed. */
    void leave() {
        gone = true;
        dropScans();
    }

    private void dropScans() {
        lanes.drop(dropped);
        if (running != null) {
            running.becomeOutdated();
        }
    }

    /** True if there is something to {@link #forget}. */
    boolean knowsSomething() {
        return verifiedUpTo != null || pausedBySignal || lanes.knowSomething();
    }

    /** Forgets what was known of a connection that is another replica's now, which may have changed all of it. */
    void forget() {
        lanes.drop(dropped);
        verifiedUpTo = null;
        pausedBySignal = false;
        lanes.forget();
    }

    Connection connection() {
        return settings.connection();
    }

    Lanes lanes() {
        return lanes;
    }

    Slice running() {
        return running;
    }

    boolean isPaused() {
        return settings.paused() || pausedBySignal;
    }

    boolean isGone() {
        return gone;
    }

    /** True if the lane's next scan may begin, or continue, once it is due. */
    boolean waits(Lane lane) {
        return !gone && !isPaused() && running == null && !lane.isClosed();
    }

    /** Follows what signals ordered. */
    void order(boolean pause, boolean rescan, long now) {
        if (pause && !pausedBySignal) {
            dropScans();
        }
        pausedBySignal = pause;
        if (rescan) {
            lanes.rescan(dropped, now);
            if (running != null && running.isPlainSweep()) {
                running.becomeOutdated();
            }
        }
    }

    /** Makes a scan for news due now. */
    void pollNow(long now) {
        lanes.pollNow(running != null && running.lane() == Lane.Kind.NEWS, now);
    }

    ConnectionSettings settings() {
        return settings;
    }

    Budget budget() {
        return budget;
    }

    /** Begins this scan in its lane, or resumes it. */
    void start(Lane lane, Scan scan, long apiKey, long now) {
        running = Slice.begin(scan, apiKey, now);
        if (lane.kind() == Lane.Kind.NEWS && lane.paused() == null) {
            lanes.newsBegun(now);
            verifiedUpTo =
                    scan.plan().kind() == ScanKind.INCREMENTAL ? scan.plan().from() : Instant.EPOCH;
        }
        lane.pause(null);
    }

    /** True if the running scan may fetch another page; takes the right to it. A sweep has one page a turn. */
    boolean mayGoOn(LongPredicate othersWait, long now) {
        boolean goesOn = running != null && !running.isOutdated() && running.lane() == Lane.Kind.NEWS;
        return goesOn && !(running.isUsedUp(pace.slicePages(), now) && othersWait.test(now)) && budget.take();
    }

    /** Ends the running scan; what is due stays so. Returns true, as it has ended. */
    boolean stop() {
        running = null;
        lanes.drop(dropped);
        return true;
    }

    /** Ends the turn of the running scan. Returns true if it continues at the next one, false if the settings have changed. */
    boolean pause(long now) {
        boolean goesOn = !running.isOutdated();
        Lane lane = lanes.of(running.lane());
        boolean isSweep = lane.kind() == Lane.Kind.SWEEP;
        lane.pause(goesOn ? running.scan() : null);
        lane.dueAt(now + (isSweep ? pace.sweepPause().toNanos() : budget.nanosToWait()));
        running = null;
        return goesOn;
    }

    /** Ends the running scan at its last page. An idle connection's interval stretches; news reset it. Returns true. */
    boolean complete(long now) {
        Scan scan = running.scan();
        boolean hadNews = scan.tally().published() > 0;
        if (running.lane() == Lane.Kind.NEWS) {
            verifiedUpTo = Optional.ofNullable(scan.verifiedUpTo()).orElse(Instant.EPOCH);
            lanes.newsCompleted(hadNews, now);
        } else {
            lanes.sweepCompleted(hadNews, now + pace.sweepPause().toNanos());
        }
        running = null;
        return true;
    }

    /** Ends the running scan by a failure; returns how long its lane waits: not at all if a new key makes it obsolete. */
    Duration fail(Failure failure, Backoff backoff, long apiKey, long now) {
        boolean isObsolete = running.isBeforeKey(apiKey);
        Duration wait = fail(running.lane(), failure, backoff, now);
        if (isObsolete && lanes.isSuspended()) {
            lanes.retrySuspended(now);
            return Duration.ZERO;
        }
        return wait;
    }

    /** Ends the running scan, or the one that could not begin in this lane, by a failure; returns how long the lane waits. */
    Duration fail(Lane.Kind kind, Failure failure, Backoff backoff, long now) {
        Duration wait = lanes.fail(kind, failure, backoff, now);
        stop();
        return wait;
    }

    ConnectionStatus status() {
        return ConnectionStatus.of(
                settings, pausedBySignal, lanes, running == null ? null : running.scan(), verifiedUpTo);
    }
}
