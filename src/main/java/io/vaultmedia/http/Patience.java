package io.vaultmedia.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.hc.core5.util.Timeout;

/**
 * Decides how long a reused connection may be silent before its request is sent again on a new one: 5 s. An API that takes
 * longer than this would receive such requests twice. So if any answer takes that long, reused connections may be silent as
 * long as new ones for the next 10 minutes. Thread safe.
 */
final class Patience {

    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final Duration SLOW_FOR = Duration.ofMinutes(10);

    private final Duration most;
    private final LongSupplier nanoTime;
    private final AtomicLong shortAgainAt;

    Patience() {
        this(SHORT, System::nanoTime);
    }

    Patience(Duration most, LongSupplier nanoTime) {
        this.most = most;
        this.nanoTime = nanoTime;
        this.shortAgainAt = new AtomicLong(nanoTime.getAsLong());
    }

    /** Returns true if a reused connection may be closed sooner than a new one. */
    boolean isShort() {
        return nanoTime.getAsLong() - shortAgainAt.get() >= 0;
    }

    /** Returns how long to wait for the first byte of an answer on a reused connection with this socket timeout. */
    Timeout within(Timeout limit) {
        Timeout reused = Timeout.of(most);
        return limit.isDisabled() || limit.compareTo(reused) > 0 ? reused : limit;
    }

    /** Notes that the answer to a request has begun, which was sent at this time. */
    void answered(long sentNanos) {
        long now = nanoTime.getAsLong();
        if (now - sentNanos >= most.toNanos()) {
            shortAgainAt.set(now + SLOW_FOR.toNanos());
        }
    }

    /** Returns the time for {@link #answered}. */
    long now() {
        return nanoTime.getAsLong();
    }
}
