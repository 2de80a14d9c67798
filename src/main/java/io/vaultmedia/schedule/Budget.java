package io.vaultmedia.schedule;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The number of requests that one connection may still make: a token bucket, or no limit. Thread safe. */
final class Budget {

    private final Bucket bucket;

    private Budget(Bucket bucket) {
        this.bucket = bucket;
    }

    /** Returns the budget of a pace, full at first. */
    static Budget of(Pace pace, LongSupplier nanoTime) {
        if (pace.ratePerMinute().isEmpty()) {
            return new Budget(null);
        }
        long origin = nanoTime.getAsLong();
        Bandwidth limit = Bandwidth.builder()
                .capacity(pace.rateBurst())
                .refillGreedy(pace.ratePerMinute().getAsInt(), Duration.ofMinutes(1))
                .build();
        return new Budget(Bucket.builder()
                .addLimit(limit)
                .withCustomTimePrecision(new Clock(nanoTime, origin))
                .build());
    }

    /** Takes one request from the budget; false if none is left. */
    boolean take() {
        return bucket == null || bucket.tryConsume(1);
    }

    /** Returns the nanoseconds until the budget allows a request; 0 if it does now. */
    long nanosToWait() {
        return bucket == null ? 0 : bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
    }

    /** A monotonic clock that starts at 0; the clock that it reads may overflow. */
    private record Clock(LongSupplier nanoTime, long origin) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return nanoTime.getAsLong() - origin;
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
