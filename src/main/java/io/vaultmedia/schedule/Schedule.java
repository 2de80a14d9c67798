package io.vaultmedia.schedule;

import io.vaultmedia.scan.Connection;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanListener;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells which connections are due: an interval after their last scan started, never while it still runs, and no more of
 * them than there are workers free. Thread safe.
 */
public final class Schedule {

    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);

    private final Map<Connection, Turn> turns = new LinkedHashMap<>();
    private final long intervalNanos;
    private final int workers;
    private final Function<Connection, Optional<Scan>> begin;
    private final ScanListener listener;
    private final LongSupplier nanoTime;
    private int running;

    private static final class Turn {
        private long dueAt;
        private boolean running;
    }

    /**
     * A schedule in which each connection is due at once.
     *
     * @param interval between starts of a connection's scans
     * @param workers scans at one time
     * @param listener is told how scans end
     * @param begin makes a connection's next scan; empty while it is not ours to scan
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public Schedule(
            List<Connection> connections,
            Duration interval,
            int workers,
            Function<Connection, Optional<Scan>> begin,
            ScanListener listener,
            LongSupplier nanoTime) {
        this.intervalNanos = interval.toNanos();
        this.workers = workers;
        this.begin = begin;
        this.listener = listener;
        this.nanoTime = nanoTime;
        long now = nanoTime.getAsLong();
        for (Connection connection : connections) {
            Turn turn = new Turn();
            turn.dueAt = now;
            turns.put(connection, turn);
        }
    }

    /**
     * Begins a scan of each connection that is due, longest overdue first. It counts as running until {@link #ended} or
     * {@link #failed}.
     */
    public synchronized List<Scan> takeDue() {
        long now = nanoTime.getAsLong();
        List<Connection> due = turns.entrySet().stream()
                .filter(turn -> !turn.getValue().running && turn.getValue().dueAt - now <= 0)
                .sorted((a, b) -> Long.signum(a.getValue().dueAt - b.getValue().dueAt))
                .map(Map.Entry::getKey)
                .toList();
        List<Scan> scans = new ArrayList<>();
        for (Connection connection : due) {
            if (running < workers) {
                begin.apply(connection).ifPresent(scan -> {
                    start(turns.get(connection), now);
                    scans.add(scan);
                });
            }
        }
        return scans;
    }

    private void start(Turn turn, long now) {
        turn.running = true;
        turn.dueAt = now + intervalNanos;
        running++;
    }

    /** The scan is over without a fault: at its last page, or before it, because the program is stopping. */
    public void ended(Scan scan) {
        String outcome = scan.isUnfinished() ? ScanListener.STOPPED : ScanListener.COMPLETED;
        finish(scan.getConnection());
        listener.scanEnded(scan, outcome);
        long ms = scan.age().toMillis();
        if (scan.published() > 0) {
            LOG.info("{} {}: {} new variants, {} ms", scan, outcome, scan.published(), ms);
        } else {
            LOG.debug("{} {}: nothing new, {} ms", scan, outcome, ms);
        }
    }

    /**
     * The scan did not reach its end; the connection's next turn begins it again, and the ledger makes that harmless.
     *
     * @param outcome whose fault it was, in a word fit for a metric label
     */
    public void failed(Scan scan, String outcome, Throwable reason) {
        finish(scan.getConnection());
        listener.scanEnded(scan, outcome);
        LOG.warn("{} failed, to be tried again at its next turn: {}", scan, reason.getMessage());
    }

    private synchronized void finish(Connection connection) {
        turns.get(connection).running = false;
        running--;
    }

    /** Number of connections that are being scanned now. */
    public synchronized int scanning() {
        return running;
    }

    /** Number of connections that wait for their turn. */
    public synchronized int waiting() {
        return turns.size() - running;
    }
}
