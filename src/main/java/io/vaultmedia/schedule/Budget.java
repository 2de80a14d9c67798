package io.vaultmedia.schedule;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;

/** The requests that one connection may still make: a token bucket, or none. Thread safe. */
final class Budget {

    private final Bucket bucket;

    private Budget(Bucket bucket) {
        this.bucket = bucket;
    }

    /** The budget of a pace, full at first. */
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

    /** Takes the right to one request; false where there is none left. */
    boolean take() {
        return bucket == null || bucket.tryConsume(1);
    }

    /** Nanoseconds until there is a right to one request: 0 for now. */
    long nanosToWait() {
        return bucket == null ? 0 : bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill();
    }

    /** A monotonic clock from 0 on: the one it is made of may overflow. */
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
