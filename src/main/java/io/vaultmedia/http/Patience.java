package io.vaultmedia.http;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.apache.hc.core5.util.Timeout;

/**
 * For how long a reused connection may be silent before its request is sent again on a new one: 5 s. An API that takes
 * longer than this to answer would get such requests twice; so once a request has waited that long and did get its answer,
 * reused connections may be silent as long as new ones for the next 10 minutes. Thread safe.
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

    /** True while a reused connection may be given up sooner than a new one. */
    boolean isShort() {
        return nanoTime.getAsLong() - shortAgainAt.get() >= 0;
    }

    /** How long to wait for the first byte of an answer on a reused connection that may be silent for this long at most. */
    Timeout within(Timeout limit) {
        Timeout reused = Timeout.of(most);
        return limit.isDisabled() || limit.compareTo(reused) > 0 ? reused : limit;
    }

    /** Notes when a request was sent whose answer begins now. */
    void answered(long sentNanos) {
        long now = nanoTime.getAsLong();
        if (now - sentNanos >= most.toNanos()) {
            shortAgainAt.set(now + SLOW_FOR.toNanos());
        }
    }

    /** The time by the clock that {@link #answered} compares with. */
    long now() {
        return nanoTime.getAsLong();
    }
}
