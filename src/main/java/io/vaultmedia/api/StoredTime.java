package io.vaultmedia.api;

import java.time.Instant;

/**
 * Judges whether a {@code storedAt} can be one: Unix time in ms, from the year 2000 up to the year 2100. Outside of these it
 * is in another unit, or nonsense; a record's {@code ce_time} and the freshness would be, too. The other times of a variant
 * are passed on as they are, since nothing is made of them here, and the API may use 0 or a far year for "never".
 */
final class StoredTime {

    private static final long EARLIEST = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
    private static final long LATEST = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

    private StoredTime() {}

    /** What it is instead of such a time, in words without its value; null if it is one. */
    static String problemOf(long millis) {
        if (isPlausible(millis)) {
            return null;
        }
        return what(millis) + ": it must be Unix time in milliseconds, from the year 2000 to 2099";
    }

    private static String what(long time) {
        if (time < 0) {
            return "negative";
        }
        if (time <= LATEST / 1000 && isPlausible(time * 1000)) {
            return "in seconds";
        }
        if (isPlausible(time / 1000)) {
            return "in microseconds";
        }
        if (isPlausible(time / 1_000_000)) {
            return "in nanoseconds";
        }
        return time < EARLIEST ? "before the year 2000" : "after the year 2099";
    }

    private static boolean isPlausible(long millis) {
        return millis >= EARLIEST && millis < LATEST;
    }
}
