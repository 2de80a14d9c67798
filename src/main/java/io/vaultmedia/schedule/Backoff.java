package io.vaultmedia.schedule;

import io.vaultmedia.scan.Failure;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.apache.kafka.common.utils.ExponentialBackoff;

/**
 * How long a connection is put off after so many failures in a row. Where it may pass: twice as long each time, of which
 * chance takes a part (full jitter: many connections that failed together do not come back together), and at least as long
 * as the API asked. Where it will not pass by itself: rarely. Thread safe.
 */
final class Backoff {

    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration FIRST_SUSPENSION = Duration.ofSeconds(30);

    private final Duration max;
    private final DoubleSupplier chance;

    /**
     * Waits up to this long.
     *
     * @param chance from 0 to 1
     */
    Backoff(Duration max, DoubleSupplier chance) {
        this.max = max;
        this.chance = chance;
    }

    /**
     * The time to wait.
     *
     * @param failures in a row, this one included
     * @param interval of the connection, while all goes well
     */
    Duration after(Failure failure, int failures, Duration interval) {
        if (failure.remedy() == Failure.Remedy.SUSPEND) {
            Duration rarely = ceiling(FIRST_SUSPENSION, failures);
            return rarely.compareTo(interval) > 0 ? rarely : interval;
        }
        Duration wait = part(ceiling(FIRST, failures), chance.getAsDouble());
        return failure.retryAfter().filter(asked -> asked.compareTo(wait) > 0).orElse(wait);
    }

    private Duration ceiling(Duration first, int failures) {
        long firstMs = Math.min(first.toMillis(), max.toMillis());
        return Duration.ofMillis(new ExponentialBackoff(firstMs, 2, max.toMillis(), 0).backoff(failures - 1));
    }

    private static Duration part(Duration whole, double share) {
        return Duration.ofMillis((long) (whole.toMillis() * share));
    }
}
