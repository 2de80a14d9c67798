package io.vaultmedia.api;

import java.time.Instant;

/**
 * Checks a {@code storedAt}: it must be Unix time in ms, from the year 2000 to 2099. Any other value is in another unit or
 * meaningless, and so would be the record's {@code ce_time} and the measured freshness. The other times of a variant are not
 * checked: the product derives nothing from them, and the API may use 0 or a far year for "never".
 */
final class StoredTime {

    private static final long EARLIEST = Instant.parse("2000-01-01T00:00:00Z").toEpochMilli();
    private static final long LATEST = Instant.parse("2100-01-01T00:00:00Z").toEpochMilli();

    private StoredTime() {}

    /** Returns what is wrong with the time, without its value; null if nothing is. */
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
