package io.vaultmedia.scan;

import java.time.Duration;
import java.util.Optional;

/**
 * What all scans go by.
 *
 * @param overlap how late a row may appear in the API and still be found without a sweep
 * @param sweepInterval between the starts of two sweeps of a connection; empty for none
 * @param startFrom what was stored earlier is never published
 * @param maxPages where to stop believing that a scan will ever end
 */
public record ScanSettings(Duration overlap, Optional<Duration> sweepInterval, StartFrom startFrom, int maxPages) {}
