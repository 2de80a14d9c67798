package io.vaultmedia.schedule;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How fast connections are polled.
 *
 * @param workers scans at one time
 * @param maxInterval how far the interval of an idle connection may stretch; empty if it does not stretch
 * @param slicePages after this number of pages of a scan, connections that wait get its worker
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

    /** Returns the number of sweeps at one time: some workers are always left for news. */
    int sweepWorkers() {
        return Math.max(1, workers / 2);
    }

    /** Returns the time between two pages of a sweep. */
    Duration sweepPause() {
        return Duration.ofMinutes(1).dividedBy(sweepPagesPerMinute);
    }

    /** Returns the interval after an idle scan: twice as long as before, as far as it may stretch. */
    Duration stretch(Duration present, Duration base) {
        Duration longest = maxInterval.filter(max -> max.compareTo(base) > 0).orElse(base);
        Duration twice = present.multipliedBy(2);
        return twice.compareTo(longest) < 0 ? twice : longest;
    }
}
