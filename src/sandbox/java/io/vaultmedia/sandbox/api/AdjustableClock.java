package io.vaultmedia.sandbox.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * A clock whose hands are moved by whoever holds it: either standing still, or running at an offset from the system's.
 *
 * <p>Thread safe. Its zone is always UTC.
 */
public final class AdjustableClock extends Clock {
    private Clock base;

    private AdjustableClock(Clock base) {
        this.base = base;
    }

    /** A clock that stands at the given instant until it is moved. */
    public static AdjustableClock standingAt(Instant instant) {
        return new AdjustableClock(Clock.fixed(instant, ZoneOffset.UTC));
    }

    /** A clock that runs with the system's, that far ahead of it (or behind it, if negative). */
    public static AdjustableClock runningAhead(Duration offset) {
        return new AdjustableClock(Clock.offset(Clock.systemUTC(), offset));
    }

    /** Moves the hands forward, or back if negative. */
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
