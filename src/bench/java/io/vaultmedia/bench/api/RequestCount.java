package io.vaultmedia.bench.api;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * How often a connection was requested, and when. Immutable.
 *
 * @param firstMicros the first request, Unix time in microseconds; 0 for never
 * @param lastMicros the last request; 0 for never
 */
public record RequestCount(long requests, long firstMicros, long lastMicros) {
    static final RequestCount NONE = new RequestCount(0, 0, 0);

    RequestCount plusOne() {
        long now = micros();
        return new RequestCount(requests + 1, requests == 0 ? now : firstMicros, now);
    }

    /** Returns the time of the machine's clock, which all processes share. */
    public static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }

    String text() {
        return requests + " " + firstMicros + " " + lastMicros;
    }

    /** Reads what {@link #text} wrote. */
    public static RequestCount parse(String text) {
        String[] numbers = text.split(" ", 3);
        return new RequestCount(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
    }
}
