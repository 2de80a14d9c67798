package io.vaultmedia.schedule;

import io.vaultmedia.scan.ConnectionSettings;
import io.vaultmedia.scan.Failure;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;
import io.vaultmedia.scan.Scans;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Whether it is one connection's turn, and what became of its last one. Guarded by the schedule's lock. */
final class Turn {

    private final Pace pace;
    private final Budget budget;
    private final Due due;
    private final Streak streak = new Streak();
    private final Pauses pauses = new Pauses();
    private ConnectionSettings settings;
    private boolean gone;
    private Scan running;
    private int pages;

    Turn(ConnectionSettings settings, Pace pace, Budget budget, long first) {
        this.settings = settings;
        this.pace = pace;
        this.budget = budget;
        this.due = new Due(pace, settings.interval(), first);
    }

    /** Goes by these settings from now on. A scan in hand ends with its page. */
    void use(ConnectionSettings changed) {
        gone = false;
        due.use(changed.interval(), streak.length() > 0);
        if (!changed.equals(settings)) {
            pauses.clear();
        }
        settings = changed;
    }

    void leave() {
        gone = true;
        pauses.clear();
    }

    ConnectionSettings settings() {
        return settings;
    }

    Due due() {
        return due;
    }

    Streak streak() {
        return streak;
    }

    Scan running() {
        return running;
    }

    boolean isOver() {
        return gone && running == null;
    }

    private boolean isWanted() {
        return !gone && !settings.paused();
    }

    boolean isDue(boolean sweep, long now) {
        return running == null && isWanted() && (sweep ? due.isSweep(now) : due.isScan(now));
    }

    /** The scan, or the sweep, to begin or to go on with; empty where there is none, or it is not ours. */
    Optional<Scan> next(boolean sweep, Scans scans, BooleanSupplier goesOn) {
        Scan paused = pauses.get(sweep);
        if (paused != null) {
            return Optional.of(paused).filter(scan -> scans.isOurs(settings.connection()));
        }
        return sweep ? scans.beginSweep(settings, goesOn) : scans.begin(settings, goesOn);
    }

    /** Takes the right to one request; puts the turn off where there is none left. */
    boolean mayRequest(boolean sweep, long now) {
        boolean may = budget.take();
        if (!may) {
            due.putOff(sweep, now + budget.nanosToWait());
        }
        return may;
    }

    private boolean isSweep() {
        return running.plan().kind() == ScanKind.SWEEP;
    }

    Scan start(Scan scan, long now) {
        running = scan.resume();
        pages = 0;
        if (!isSweep() && !pauses.has(scan)) {
            due.started(now);
        }
        pauses.remove(scan);
        return scan;
    }

    /** Whether the running scan may fetch another page, for which it then has the right. A sweep goes page by page. */
    boolean mayGoOn(boolean othersWait) {
        pages++;
        return isWanted() && !isSweep() && !(othersWait && pages >= pace.slicePages()) && budget.take();
    }

    void stop() {
        running = null;
    }

    /** The scan in hand is to go on later, unless its connection is no longer wanted. */
    void pause(long now) {
        if (isWanted()) {
            pauses.add(running);
        }
        due.putOff(isSweep(), now + (isSweep() ? pace.sweepPause().toNanos() : budget.nanosToWait()));
        running = null;
    }

    /** The scan in hand has come to its end. */
    void complete(long now) {
        streak.end();
        if (isSweep()) {
            due.putOff(true, now + pace.sweepPause().toNanos());
        } else {
            due.completed(running.tally().published() > 0, pauses.get(true) != null, now);
        }
        running = null;
    }

    /** The scan in hand has failed; the next one, of whatever kind, is tried then. */
    void fail(Failure failure) {
        running = null;
        pauses.clear();
        due.noSweep();
        streak.add(failure);
    }

    ConnectionStatus status() {
        ConnectionState resting = settings.paused() ? ConnectionState.PAUSED : streak.state();
        ConnectionState state = running == null ? resting : ConnectionState.SCANNING;
        Scan scan = running == null ? pauses.any() : running;
        return new ConnectionStatus(settings.connection(), state, streak.length(), streak.outcome(), scan);
    }
}
