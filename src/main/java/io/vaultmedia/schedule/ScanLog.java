package io.vaultmedia.schedule;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.scan.Failure;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanListener;
import java.time.Duration;
import java.util.Locale;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reports how scans end, to the listener always and to the log in one line: INFO if the scan found something, WARN if it
 * failed, ERROR with a stack trace if it failed by a fault of this program, DEBUG if it found nothing. A failure that many
 * connections share is logged once for all of them. Never called under the schedule's lock: a log may be slow. Thread safe.
 */
final class ScanLog {

    private static final Logger LOG = LoggerFactory.getLogger(Schedule.class);

    private static final long A_MINUTE = Duration.ofMinutes(1).toNanos();

    private final ScanListener listener;
    private final Outages outages;
    private final LongSupplier nanoTime;
    private final Queue<Scan> dropped = new ConcurrentLinkedQueue<>();
    private final AtomicReference<Long> couldNotPollAt = new AtomicReference<>();

    ScanLog(ScanListener listener, LongSupplier nanoTime) {
        this.listener = listener;
        this.outages = new Outages(nanoTime);
        this.nanoTime = nanoTime;
    }

    /** A scan has read its last page. */
    void completed(Scan scan) {
        outages.succeeded(scan.getConnection(), Lane.Kind.of(scan));
        ended(scan, ScanListener.COMPLETED);
    }

    /** A scan has ended before its last page, but has not failed. */
    void stopped(Scan scan) {
        ended(scan, ScanListener.STOPPED);
    }

    /** A paused scan does not continue; it is logged by {@link #dropped}, because the schedule is locked now. */
    void drop(Scan scan) {
        dropped.add(scan);
    }

    /** Logs the scans that do not continue. */
    void dropped() {
        for (Scan scan = dropped.poll(); scan != null; scan = dropped.poll()) {
            stopped(scan);
        }
    }

    private void ended(Scan scan, String outcome) {
        listener.scanEnded(scan, outcome);
        long news = scan.tally().published();
        long ms = scan.tally().age().toMillis();
        try (ScanMark mark = ScanMark.of(scan)) {
            if (news > 0) {
                LOG.info("{} {}: {} new variants, {} ms", scan, outcome, news, ms);
            } else {
                LOG.debug("{} {}: nothing new, {} ms", scan, outcome, ms);
            }
        }
        outages();
    }

    /**
     * A scan has failed.
     *
     * @param fault the exception if nobody expected it, or null
     * @param wait until it is tried again
     */
    void failed(Scan scan, Failure failure, String reason, Throwable fault, Duration wait) {
        listener.scanFailed(scan, reason);
        listener.scanEnded(scan, failure.outcome());
        String line = scan + " failed; "
                + (failure.remedy() == Failure.Remedy.SUSPEND ? "suspended, to be tried again" : "to be tried again")
                + " in " + seconds(wait) + " s: " + reason;
        try (ScanMark mark = ScanMark.of(scan)) {
            failed(scan.getConnection(), Lane.Kind.of(scan), failure, reason, line, fault);
        }
        outages();
    }

    /** No scan could begin, by a fault of this program. */
    void couldNotBegin(DueScans.NotBegun one) {
        String line = "No scan of " + one.connection() + " could begin; to be tried again in " + seconds(one.delay())
                + " s: " + one.fault();
        failed(one.connection(), one.lane(), OwnFailure.NOT_BEGUN, one.fault().toString(), line, one.fault());
        outages();
    }

    private void failed(
            Connection connection, Lane.Kind lane, Failure failure, String reason, String line, Throwable fault) {
        boolean isSingle = outages.failed(connection, lane, failure.outcome(), reason);
        if (!isSingle) {
            LOG.debug("{}", line, fault);
        } else if (fault != null) {
            LOG.error("{}", line, fault);
        } else {
            LOG.warn("{}", line);
        }
    }

    /** The look for due connections has failed, by a fault of this program: logged at most once a minute. */
    void couldNotPoll(Exception fault) {
        long now = nanoTime.getAsLong();
        Long last = couldNotPollAt.get();
        if (last == null || now - last >= A_MINUTE) {
            couldNotPollAt.set(now);
            LOG.error("The look for due connections failed; it is repeated at the next tick", fault);
        }
    }

    /** The connection is not polled here any more: it was removed or paused, or has moved. */
    void left(Connection connection) {
        outages.left(connection);
    }

    /** Logs what is new about failures that many connections share. */
    void outages() {
        for (Outages.Line line : outages.lines()) {
            if (line.isOver()) {
                LOG.info("{}", line.text());
            } else {
                LOG.warn("{}", line.text());
            }
        }
    }

    private static String seconds(Duration wait) {
        return String.format(Locale.ROOT, "%.1f", wait.toMillis() / 1000.0);
    }
}
