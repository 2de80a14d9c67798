package io.vaultmedia.scan;

import java.time.Duration;
import java.time.Instant;

/**
 * What one scan asks for, and what its end proves. A pure function of the watermark before it.
 *
 * @param kind backfill or incremental
 * @param from only what was stored at or after this instant (inclusive: ties are the ledger's), or null for everything
 */
public record ScanPlan(ScanKind kind, Instant from) {

    /** By how much the clocks of the API's own machines may differ. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(1);

    /**
     * The scan that a connection needs next.
     *
     * @param watermark the storedAt up to which it is known complete, or null where it was never read to its end
     */
    public static ScanPlan next(Instant watermark) {
        return watermark == null
                ? new ScanPlan(ScanKind.BACKFILL, null)
                : new ScanPlan(ScanKind.INCREMENTAL, watermark);
    }

    /**
     * The watermark after this scan was read to its end. All that the API showed when it began was stored before its time
     * then; what appears later than that but carries an earlier storedAt does so within the overlap. Never past the
     * API's own time, and never back. A watermark that lies ahead of that time was concluded from a clock that was wrong:
     * then it proves nothing, and neither did this scan.
     *
     * @param apiTimeAtStart the API's time in the first answer, or null where it gave none: then nothing can be concluded
     * @param overlap how late a row may appear
     * @return null where nothing is known to be complete: the next scan is a backfill, which the ledger makes harmless
     */
    public Instant conclude(Instant apiTimeAtStart, Duration overlap) {
        if (apiTimeAtStart == null) {
            return from;
        }
        if (from != null && from.isAfter(apiTimeAtStart.plus(CLOCK_SKEW))) {
            return null;
        }
        Instant verified = apiTimeAtStart.minus(overlap);
        return from != null && from.isAfter(verified) ? from : verified;
    }
}
