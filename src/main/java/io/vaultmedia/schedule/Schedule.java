package io.vaultmedia.schedule;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.scan.Failure;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanListener;
import io.vaultmedia.scan.Scans;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
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
    private final Endings endings;
    private final Scans scans;
    private final LongSupplier nanoTime;
    private final LongSupplier keyChanges;
    private final ScanLog log;
    private long apiKey;

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
        this.endings = new Endings(this, scans, log);
    }

    /** Polls these connections, and no others, from now on. */
    public void poll(List<ConnectionSettings> connections) {
        List<Connection> removed;
        synchronized (this) {
            removed = turns.keep(
                    connections,
                    nanoTime.getAsLong(),
                    (settings, first) -> new Turn(settings, pace, Budget.of(pace, nanoTime), first, log::drop));
        }
        removed.forEach(log::left);
        connections.stream().filter(ConnectionSettings::paused).forEach(one -> log.left(one.connection()));
        log.dropped();
    }

    /** True if {@link #takeDue} would begin a scan. A tick that finds nothing due costs no message. */
    public boolean isDue() {
        look();
        synchronized (this) {
            return new DueScans(turns, pace, scans, backoff, this::mayGoOn).isAny(nanoTime.getAsLong());
        }
    }

    /** Begins what is due, longest overdue first, sweeps last. It counts as running until {@link #ended} or {@link #failed}. */
    public List<Scan> takeDue() {
        look();
        DueScans due = new DueScans(turns, pace, scans, backoff, this::mayGoOn);
        synchronized (this) {
            due.begin(apiKey, nanoTime.getAsLong());
        }
        due.notBegun().forEach(log::couldNotBegin);
        log.dropped();
        return due.begun();
    }

    /** Notes a new API key, and connections that have moved to other replicas. */
    private void look() {
        long presentKey = keyChanges.getAsLong(); // It may read a file: not under the lock.
        List<Connection> foreign;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            if (presentKey != apiKey) {
                apiKey = presentKey;
                turns.retrySuspended(now);
            }
            foreign = turns.forgetForeign(scans, now);
        }
        foreign.forEach(log::left);
        log.dropped();
        log.outages();
    }

    /**
     * Makes those of these connections due now whose shards are assigned to this replica, except paused ones.
     *
     * @return how many they are
     */
    public synchronized int pollNow(Predicate<Connection> which) {
        return turns.pollNow(which, scans, nanoTime.getAsLong());
    }

    /** Follows what signals ordered: to pause the connection or not, to scan it for news now, to do a rescan that waits. */
    public void order(Connection connection, boolean pause, boolean poll, boolean rescan) {
        synchronized (this) {
            Turn turn = turns.of(connection);
            if (turn != null) {
                turns.change(turn, one -> one.order(pause, rescan, nanoTime.getAsLong()));
                if (poll) {
                    turns.change(turn, one -> one.pollNow(nanoTime.getAsLong()));
                }
            }
        }
        if (pause) {
            log.left(connection);
        }
        log.dropped();
    }

    private synchronized boolean mayGoOn(Turn turn) {
        return scans.isOurs(turn.connection())
                && turn.mayGoOn(now -> turns.haveToWait(pace, now, scans), nanoTime.getAsLong());
    }

    /** Notes that a scan is being sent to be scanned: from now on {@link #takeBack} leaves it alone. */
    public synchronized void sent(@ExchangeProperty("vaultScan") Scan scan) {
        turns.running(scan).ifPresent(turn -> turn.running().sent());
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
        endings.ended(scan);
    }

    /** Ends a scan that did not reach its last page. The next one begins where the ledger is, which makes that harmless. */
    public void failed(
            @ExchangeProperty("vaultScan") Scan scan, @ExchangeProperty(Exchange.EXCEPTION_CAUGHT) Exception reason) {
        endings.failed(scan, reason);
    }

    /** Ends the scan's turn in this way; empty if it has ended already. */
    <T> Optional<T> finish(Scan scan, BiFunction<Turn, Long, T> how) {
        scan.ahead().stop();
        Optional<T> result;
        synchronized (this) {
            long now = nanoTime.getAsLong();
            result = turns.running(scan).map(turn -> turns.apply(turn, one -> how.apply(one, now)));
        }
        log.dropped();
        return result;
    }

    /** Ends the scan's turn by a failure; returns how long its lane waits. */
    Optional<Duration> fail(Scan scan, Failure failure) {
        return finish(scan, (turn, now) -> turn.fail(failure, backoff, apiKey, now));
    }

    /** True if the connection is polled: a later scan may find out more. */
    synchronized boolean waits(Connection connection) {
        Turn turn = turns.of(connection);
        return turn != null && turn.waits(turn.lanes().of(Lane.Kind.NEWS));
    }

    /** Returns how each connection is doing whose shard is assigned to this replica. */
    public synchronized List<ConnectionStatus> status() {
        return turns.status(scans);
    }
}
