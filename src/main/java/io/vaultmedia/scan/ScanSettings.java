package io.vaultmedia.scan;

import java.time.Duration;
import java.util.Optional;

/**
 * What all scans go by.
 *
 * @param overlap how late a row may appear in the API and still be found without a sweep
 * @param sweepInterval between the starts of two sweeps of a connection; empty for none
 * @param startFrom what was stored earlier is never published
 * @param pageLimit items a page
 * @param maxPages where to stop believing that a scan will ever end
 */
public record ScanSettings(
        Duration overlap, Optional<Duration> sweepInterval, StartFrom startFrom, int pageLimit, int maxPages) {

    private static final Duration LEAST_TOLERANCE = Duration.ofMinutes(1);

    /** How much a restart may have to read again: a watermark that moves on is worth a transaction only beyond this. */
    public Duration tolerance() {
        Duration half = overlap.dividedBy(2);
        return half.compareTo(LEAST_TOLERANCE) > 0 ? half : LEAST_TOLERANCE;
    }
}
