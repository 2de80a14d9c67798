package io.vaultmedia.sandbox.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock that its owner moves. It stands still, or runs at an offset from the system clock.
 *
 * <p>Thread safe. Its zone is always UTC.
 */
public final class AdjustableClock extends Clock {
    private Clock base;

    private AdjustableClock(Clock base) {
        this.base = base;
    }

    /** Returns a clock that stands at the given instant until it is moved. */
    public static AdjustableClock standingAt(Instant instant) {
        return new AdjustableClock(Clock.fixed(instant, ZoneOffset.UTC));
    }

    /** Returns a clock that runs ahead of the system clock by this time (behind it, if negative). */
    public static AdjustableClock runningAhead(Duration offset) {
        return new AdjustableClock(Clock.offset(Clock.systemUTC(), offset));
    }

    /** Moves the clock forward, or back if negative. */
    public synchronized void advance(Duration by) {
        base = Clock.offset(base, by);
    }

    /** Stops the clock at the given instant. */
    public synchronized void set(Instant instant) {
        base = Clock.fixed(instant, ZoneOffset.UTC);
    }

    @Override
    public synchronized Instant instant() {
        return base.instant();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException("this clock has no zone but UTC");
    }
}
