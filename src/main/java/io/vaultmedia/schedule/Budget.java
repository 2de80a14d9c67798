package io.vaultmedia.schedule;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The number of requests that one connection may still make: a token bucket, or no limit. Tokens come back one at a time, at
 * an even pace. Times in nanoseconds. Thread safe.
 */
final class Budget {

    private static final long MINUTE = Duration.ofMinutes(1).toNanos();
    private static final Budget UNLIMITED = new Budget(0, 0, () -> 0);

    /** The time after which one token has come back; 0 if there is no limit. */
    private final long perToken;

    private final long capacity;
    private final LongSupplier nanoTime;

    /** When the bucket is full again. Until then, one token is missing for each {@code perToken}. */
    private long fullAt;

    private Budget(long perToken, int capacity, LongSupplier nanoTime) {
        this.perToken = perToken;
        this.capacity = capacity * perToken;
        this.nanoTime = nanoTime;
        this.fullAt = nanoTime.getAsLong();
    }

    /** Returns the budget of a pace, full at first. */
    static Budget of(Pace pace, LongSupplier nanoTime) {
        return pace.ratePerMinute().isEmpty()
                ? UNLIMITED
                : new Budget(-Math.floorDiv(-MINUTE, pace.ratePerMinute().getAsInt()), pace.rateBurst(), nanoTime);
    }

    /** Takes one request from the budget; false if none is left. */
    synchronized boolean take() {
        if (perToken == 0) {
            return true;
        }
        long now = nanoTime.getAsLong();
        boolean left = missing(now) <= 0;
        if (left) {
            fullAt = Math.max(fullAt - now, 0) + now + perToken;
        }
        return left;
    }

    /** Returns the nanoseconds until the budget allows a request; 0 if it does now. */
    synchronized long nanosToWait() {
        return perToken == 0 ? 0 : Math.max(0, missing(nanoTime.getAsLong()));
    }

    /** Returns how long the next token is missing; not positive if there is one. The clock may overflow. */
    private long missing(long now) {
        return fullAt - now + perToken - capacity;
    }
}
