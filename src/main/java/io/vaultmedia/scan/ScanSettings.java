package io.vaultmedia.scan;

import java.time.Duration;
import java.util.Optional;

/**
 * The settings of all scans.
 *
 * @param overlap how late a row may appear in the API, and still be found without a sweep
 * @param sweepInterval between the starts of two sweeps of a connection; empty for no sweeps
 * @param startFrom what was stored earlier is never published
 * @param pageLimit items a page
 * @param maxPages a scan of more pages is taken for endless
 */
public record ScanSettings(
        Duration overlap, Optional<Duration> sweepInterval, StartFrom startFrom, int pageLimit, int maxPages) {

    private static final Duration LEAST_TOLERANCE = Duration.ofMinutes(1);

    /** Returns how much a restart may read again: a move of the watermark by less is not worth a transaction. */
    public Duration tolerance() {
        Duration half = overlap.dividedBy(2);
        return half.compareTo(LEAST_TOLERANCE) > 0 ? half : LEAST_TOLERANCE;
    }
}
