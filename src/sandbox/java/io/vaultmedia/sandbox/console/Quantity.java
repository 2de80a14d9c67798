package io.vaultmedia.sandbox.console;

import java.time.Duration;
import java.util.Locale;

/** Numbers for people. Thread safe. */
final class Quantity {
    private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};
    private static final long MINUTE = 60_000;
    private static final long HOUR = 60 * MINUTE;
    private static final long DAY = 24 * HOUR;

    private Quantity() {}

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Returns a size with about three digits, in powers of 1,000: 940 B, 1.2 kB, 33 MB. */
    static String size(long bytes) {
        double value = bytes;
        int unit = 0;
        while (value >= 999.5 && unit < UNITS.length - 1) {
            value /= 1000;
            unit++;
        }
        boolean decimals = unit > 0 && value < 9.95;
        return String.format(Locale.ROOT, decimals ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
    }

    /** Returns the two leading units: 850 ms, 2.4 s, 3 min 20 s, 1 h 5 min, 3 d 2 h. */
    static String duration(Duration duration) {
        long millis = duration.toMillis();
        if (Math.abs(millis) < 1000) {
            return millis + " ms";
        }
        if (Math.abs(millis) < MINUTE) {
            return String.format(Locale.ROOT, "%.1f s", Math.floor(millis / 100.0) / 10);
        }
        if (Math.abs(millis) < HOUR) {
            return millis / MINUTE + " min " + Math.abs(millis % MINUTE / 1000) + " s";
        }
        return Math.abs(millis) < DAY
                ? millis / HOUR + " h " + Math.abs(millis % HOUR / MINUTE) + " min"
                : millis / DAY + " d " + Math.abs(millis % DAY / HOUR) + " h";
    }
}
