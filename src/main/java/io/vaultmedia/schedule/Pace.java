package io.vaultmedia.schedule;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How fast the schedule goes.
 *
 * @param workers scans at one time
 * @param maxInterval how far the interval of an idle connection may stretch; empty for not at all
 * @param slicePages after so many pages of a scan, connections that wait get its worker
 * @param sweepPagesPerMinute of one connection
 * @param ratePerMinute requests of one connection in the long run; empty for no limit
 * @param rateBurst requests that may come at once
 * @param backoffMax the longest time that a connection is put off after a failure
 */
public record Pace(
        int workers,
        Optional<Duration> maxInterval,
        int slicePages,
        int sweepPagesPerMinute,
        OptionalInt ratePerMinute,
        int rateBurst,
        Duration backoffMax) {

    /** Sweeps at one time: there are always workers for news. */
    int sweepWorkers() {
        return Math.max(1, workers / 2);
    }

    /** Between two pages of a sweep. */
    Duration sweepPause() {
        return Duration.ofMinutes(1).dividedBy(sweepPagesPerMinute);
    }

    /** The interval after an idle scan: twice as long as before, as far as it may stretch. */
    Duration stretch(Duration present, Duration base) {
        Duration longest = maxInterval.filter(max -> max.compareTo(base) > 0).orElse(base);
        Duration twice = present.multipliedBy(2);
        return twice.compareTo(longest) < 0 ? twice : longest;
    }
}
