package io.vaultmedia.schedule;

import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.scan.Failure;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanListener;
import io.vaultmedia.scan.Scans;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangeProperty;

/**
 * Tells which connections are due: an interval after their last scan started, later after a failure, never while one still
 * runs, and no more of them than there are workers free. What waits, waits here, and holds no thread. Sweeps get the
 * workers that nobody else wants, one page at a time. Thread safe.
 */
public final class Schedule {

    private final Turns turns = new Turns();
    private final Pace pace;
    private final Backoff backoff;
    private final Scans scans;
    private final LongSupplier nanoTime;
    private final KeyChanges keyChanges;
    private final ScanLog log;

    /**
     * @param listener is told how scans end
     * @param nanoTime a monotonic clock in nanoseconds
     * @param chance from 0 to 1, for what must not happen to many connections at once
     * @param keyChanges how often the API key has changed: then suspended connections are worth another try
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
        this.log = new ScanLog(listener);
        this.nanoTime = nanoTime;
        this.keyChanges = new KeyChanges(keyChanges);
    }

    /** Polls these connections, and no others, from now on. */
    public synchronized void poll(List<ConnectionSettings> connections) {
        long now = nanoTime.getAsLong();
        turns.keep(connections, now, (settings, first) -> new Turn(settings, pace, Budget.of(pace, nanoTime), first));
    }

    /** Begins what is due, longest overdue first, sweeps last. It counts as running until {@link #ended} or {@link #failed}. */
    public List<Scan> takeDue() {
        boolean isNewKey = keyChanges.isNew();
        synchronized (this) {
            if (isNewKey) {
                turns.retrySuspended(nanoTime.getAsLong());
            }
            List<Scan> begun = take(false);
            begun.addAll(take(true));
            return begun;
        }
    }

    private List<Scan> take(boolean sweep) {
        List<Scan> begun = new ArrayList<>();
        long now = nanoTime.getAsLong();
        int room = turns.room(sweep, pace);
        for (Turn turn : turns.due(sweep, now, scans)) {
            if (begun.size() < room) {
                begin(turn, sweep, now);
                Optional.ofNullable(turn.running()).ifPresent(begun::add);
            }
        }
        return begun;
    }

    /** A fault of one connection is its own: the others that are due begin. */
    private void begin(Turn turn, boolean sweep, long now) {
        try {
            turns.change(turn, one -> one.begin(sweep, scans, () -> mayGoOn(turn), now));
        } catch (RuntimeException e) {
            turns.change(turn, one -> log.couldNotBegin(one, e, one.fail(sweep, OwnFailure.NOT_BEGUN, backoff, now)));
        }
    }

    private synchronized boolean mayGoOn(Turn turn) {
        return scans.isOurs(turn.connection())
                && turn.mayGoOn(now -> turns.haveToWait(pace, now, scans), nanoTime.getAsLong());
    }

    /** The scan's turn is over without a fault: at its last page, to go on later or elsewhere, or as the program stops. */
    public void ended(@ExchangeProperty("vaultScan") Scan scan) {
        if (scan.provesNothing()) {
            fail(scan, OwnFailure.NO_API_TIME, "the API told no usable time, so nothing is known to be complete");
        } else if (scan.isComplete()) {
            end(scan, ScanListener.COMPLETED, turn -> turn.complete(nanoTime.getAsLong()));
        } else if (scan.isGoingOn() || !scans.isOurs(scan.getConnection())) {
            end(scan, ScanListener.STOPPED, Turn::stop);
        } else {
            finish(scan, turn -> turn.pause(nanoTime.getAsLong()));
        }
    }

    /** The scan did not reach its end; what comes next begins where the ledger is, which makes that harmless. */
    public void failed(
            @ExchangeProperty("vaultScan") Scan scan, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason) {
        Failure failure = reason instanceof Failure known ? known : OwnFailure.NOT_PUBLISHED;
        if (failure.refuses(scan)) {
            scans.refused(scan);
        }
        if (failure.remedy() == Failure.Remedy.LEAVE) {
            end(scan, ScanListener.STOPPED, Turn::stop);
        } else {
            fail(scan, failure, reason.getMessage());
        }
    }

    private void end(Scan scan, String outcome, Consumer<Turn> how) {
        finish(scan, how);
        log.ended(scan, outcome);
    }

    private void fail(Scan scan, Failure failure, String reason) {
        finish(
                scan,
                turn -> log.failed(
                        scan, reason, failure, turn.fail(turn.isSweeping(), failure, backoff, nanoTime.getAsLong())));
    }

    private synchronized void finish(Scan scan, Consumer<Turn> how) {
        scan.ahead().stop();
        Turn turn = turns.of(scan.getConnection());
        if (turn != null && turn.running() == scan) {
            turns.change(turn, how);
        }
    }

    /** How each connection is doing. */
    public synchronized List<ConnectionStatus> status() {
        return turns.status();
    }
}
