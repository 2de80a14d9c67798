package io.vaultmedia.schedule;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.scan.Failure;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanListener;
import io.vaultmedia.scan.Scans;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleSupplier;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * Decides which connections are due: an interval after their last scan started, later after a failure, never while one still
 * runs, and no more of them than there are free workers. A connection that waits holds no thread. Sweeps get the workers
 * that no scan for news wants, one page at a time. Thread safe.
 */
public final class Schedule {

    private final Turns turns = new Turns();
    private final Pace pace;
    private final Backoff backoff;
    private final Scans scans;
    private final LongSupplier nanoTime;
    private final LongSupplier keyChanges;
    private final ScanLog log;
    private long apiKey;

    private final List<Scan> dropped = new ArrayList<>();

    /**
     * @param listener is told how scans end
     * @param nanoTime a monotonic clock in nanoseconds
     * @param chance from 0 to 1, for what must not happen to many connections at once
     * @param keyChanges how often the API key has changed: after each change, suspended connections are tried again
     */
    public Schedule(
            Pace pace,
            Scans scans,
            ScanListener listener,
            LongSupplier nanoTime,
            DoubleSupplier chance,
            LongSupplier keyChanges) {
        this.pace = pace;
        this.backoff = new Backoff(pace.backoffMax(), chance);
        this.scans = scans;
        this.log = new ScanLog(listener, nanoTime);
        this.nanoTime = nanoTime;
        this.keyChanges = keyChanges;
        this.apiKey = keyChanges.getAsLong();
    }

    /** Polls these connections, and no others, from now on. */
    public void poll(List<ConnectionSettings> connections) {
        List<Connection> removed;
        synchronized (this) {
            removed = turns.keep(
                    connections,
                    nanoTime.getAsLong(),
                    (settings, first) -> new Turn(settings, pace, Budget.of(pace, nanoTime), first, dropped::add));
        }
        removed.forEach(log::left);
        connections.stream().filter(ConnectionSettings::paused).forEach(one -> log.left(one.connection()));
        logDropped();
    }

    /** Begins what is due, longest overdue first, sweeps last. It counts as running until {@link #ended} or {@link #failed}. */
    public List<Scan> takeDue() {
        long presentKey = keyChanges.getAsLong(); // It may read a file: not under the lock.
        DueScans due = new DueScans(turns, pace, scans, backoff, this::mayGoOn);
        List<Connection> foreign;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            if (presentKey != apiKey) {
                apiKey = presentKey;
                turns.retrySuspended(now);
            }
            foreign = turns.forgetForeign(scans, now);
            due.begin(apiKey, now);
        }
        foreign.forEach(log::left);
        due.notBegun().forEach(log::couldNotBegin);
        logDropped();
        log.outages();
        return due.begun();
    }

    private synchronized boolean mayGoOn(Turn turn) {
        return scans.isOurs(turn.connection())
                && turn.mayGoOn(now -> turns.haveToWait(pace, now, scans), nanoTime.getAsLong());
    }

    /** Notes that a scan is being sent to be scanned: from now on {@link #takeBack} leaves it alone. */
    public synchronized void sent(@ExchangeProperty("vaultScan") Scan scan) {
        turnOf(scan).ifPresent(turn -> turn.running().sent());
    }

    /** Returns the turn that runs this scan; empty if it has ended. */
    private Optional<Turn> turnOf(Scan scan) {
        return Optional.ofNullable(turns.of(scan.getConnection()))
                .filter(turn -> turn.running() != null && turn.running().scan() == scan);
    }

    /** Ends the scans that were begun, but will not be sent: their connections are due again. */
    public void takeBack(@ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason) {
        List<Scan> unsent;
        synchronized (this) {
            unsent = turns.unsent();
        }
        unsent.forEach(scan -> failed(scan, reason));
        if (unsent.isEmpty()) {
            log.couldNotPoll(reason);
        }
    }

    /** Ends the scan's turn without a failure: at its last page, as others wait, as its shard moves, or as Camel stops. */
    public void ended(@ExchangeProperty("vaultScan") Scan scan) {
        if (scan.provesNothing()) {
            fail(scan, OwnFailure.NO_API_TIME, "the API told no usable time, so nothing is known to be complete", null);
        } else if (scan.isComplete()) {
            finish(scan, turn -> turn.complete(nanoTime.getAsLong())).ifPresent(done -> log.completed(scan));
        } else if (scan.isGoingOn() || !scans.isOurs(scan.getConnection())) {
            stop(scan);
        } else {
            finish(scan, turn -> turn.pause(nanoTime.getAsLong()))
                    .filter(goesOn -> !goesOn)
                    .ifPresent(cutOff -> log.stopped(scan));
        }
    }

    /** Ends a scan that did not reach its last page. The next one begins where the ledger is, which makes that harmless. */
    public void failed(
            @ExchangeProperty("vaultScan") Scan scan, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason) {
        Failure failure = OwnFailure.of(reason);
        Throwable fault = failure == OwnFailure.FAULT ? reason : null;
        if (failure.refuses(scan)) {
            try {
                scans.refused(scan);
            } catch (RuntimeException e) {
                fault = e; // The scan ends all the same: its turn must not stay open.
            }
        }
        if (failure.remedy() == Failure.Remedy.LEAVE) {
            stop(scan);
        } else {
            fail(scan, failure, OwnFailure.messageOf(failure, reason), fault);
        }
    }

    private void stop(Scan scan) {
        finish(scan, Turn::stop).ifPresent(done -> log.stopped(scan));
    }

    private void fail(Scan scan, Failure failure, String reason, Throwable fault) {
        finish(scan, turn -> turn.fail(failure, backoff, apiKey, nanoTime.getAsLong()))
                .ifPresent(wait -> log.failed(scan, failure, reason, fault, wait));
        if (!waits(scan.getConnection())) {
            log.left(scan.getConnection());
        }
    }

    private synchronized boolean waits(Connection connection) {
        Turn turn = turns.of(connection);
        return turn != null && turn.waits(turn.lane(Lane.Kind.NEWS));
    }

    /** Ends the scan's turn in this way; empty if it has ended already. */
    private <T> Optional<T> finish(Scan scan, Function<Turn, T> how) {
        scan.ahead().stop();
        Optional<T> result;
        synchronized (this) {
            result = turnOf(scan).map(turn -> turns.apply(turn, how));
        }
        logDropped();
        return result;
    }

    private void logDropped() {
        List<Scan> ended;
        synchronized (this) {
            ended = List.copyOf(dropped);
            dropped.clear();
        }
        ended.forEach(log::stopped);
    }

    /** Returns how each connection is doing whose shard is assigned to this replica. */
    public synchronized List<ConnectionStatus> status() {
        return turns.status(scans);
    }
}
