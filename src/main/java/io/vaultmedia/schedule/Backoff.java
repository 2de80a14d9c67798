package io.vaultmedia.schedule;

import io.vaultmedia.scan.Failure;
import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long a connection waits after failures in a row. If the failure may pass: a random part of a span that doubles with
 * each failure (full jitter: many connections that failed together do not come back together), and at least as long as the
 * API asked. If it will not pass by itself: a long time. Thread safe.
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
     * Returns the time to wait.
     *
     * @param failures in a row, this one included
     * @param interval of the connection when its scans succeed
     */
    Duration after(Failure failure, int failures, Duration interval) {
        if (failure.remedy() == Failure.Remedy.SUSPEND) {
            Duration rarely = ceiling(FIRST_SUSPENSION, failures);
            return rarely.compareTo(interval) > 0 ? rarely : interval;
        }
        Duration wait = part(ceiling(FIRST, failures), chance.getAsDouble());
        return failure.retryAfter().filter(asked -> asked.compareTo(wait) > 0).orElse(wait);
    }

    /** Returns {@code first}, doubled for each further failure, up to the maximum. */
    private Duration ceiling(Duration first, int failures) {
        Duration ceiling = first;
        for (int failure = 1; failure < failures && ceiling.compareTo(max) < 0; failure++) {
            ceiling = ceiling.multipliedBy(2);
        }
        return ceiling.compareTo(max) < 0 ? ceiling : max;
    }

    private static Duration part(Duration whole, double share) {
        return Duration.ofMillis((long) (whole.toMillis() * share));
    }
}
