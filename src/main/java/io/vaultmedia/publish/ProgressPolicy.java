package io.vaultmedia.publish;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.event.ConnectionProgress;
import io.vaultmedia.event.ProgressRecords;
import io.vaultmedia.ledger.ConnectionLedger.PublishedProgress;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanState;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Decides which page tells consumers how far its connection is complete: at least one each interval while the connection is
 * well, and none while it fails. Immutable, and thread safe.
 */
public final class ProgressPolicy {

    private final ProgressRecords records;
    private final Optional<Duration> interval;
    private final LongSupplier nanoTime;

    /** What a page tells consumers. */
    record Due(OutboundRecord record, PublishedProgress told) {}

    /**
     * Returns a policy.
     *
     * @param interval empty if consumers are never told
     * @param nanoTime a monotonic clock in nanoseconds
     */
    public ProgressPolicy(ProgressRecords records, Optional<Duration> interval, LongSupplier nanoTime) {
        this.records = records;
        // Polls are rarely as punctual as to be a whole interval apart: the second one would be too late.
        this.interval = interval.map(whole -> whole.dividedBy(2));
        this.nanoTime = nanoTime;
    }

    /**
     * Returns true if the scan's page must tell consumers. A scan that has ended, or that goes on for long, is well; the first
     * pages of one that may fail yet say nothing. Sweeps leave it to the scans for news, which go on between their pages.
     *
     * @param state how far the connection is with this page
     */
    boolean isDue(Scan scan, ScanState state, PublishedProgress told) {
        if (interval.isEmpty() || scan.plan().kind().isSweep()) {
            return false;
        }
        boolean isWell = scan.isComplete() || scan.tally().age().compareTo(interval.get()) >= 0;
        boolean isChange = (told.verifiedUpTo() == null) != (state.watermark() == null);
        boolean isTime = nanoTime.getAsLong() - told.at() >= interval.get().toNanos();
        return isWell && (told.equals(PublishedProgress.NONE) || isChange || isTime);
    }

    /** Returns the record, which speaks of all that the connection's pages wrote up to this one. */
    Due record(Scan scan, ScanState state, long publishedTotal) {
        Connection connection = scan.getConnection();
        Long verifiedUpTo =
                state.watermark() == null ? null : (Long) state.watermark().toEpochMilli();
        ConnectionProgress progress = new ConnectionProgress(
                connection.name(), verifiedUpTo, scan.plan().kind().label(), publishedTotal);
        Refusals.Subject subject = new Refusals.Subject(connection.fingerprint(), 0, 0);
        return new Due(
                new OutboundRecord(
                        records.of(progress, Instant.now().truncatedTo(ChronoUnit.MILLIS)),
                        OutboundRecord.LAST,
                        subject),
                new PublishedProgress(nanoTime.getAsLong(), state.watermark()));
    }
}
