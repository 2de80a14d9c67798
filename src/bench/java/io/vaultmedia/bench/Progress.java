package io.vaultmedia.bench;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Prints the progress of the benchmark, with minutes and seconds since its start. Thread safe. */
final class Progress {
    private static final long BEGUN = System.nanoTime();

    private Progress() {}

    static void say(String format, Object... values) {
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - BEGUN);
        String since = String.format(Locale.ROOT, "%2d:%02d", seconds / 60, seconds % 60);
        System.out.println(since + " … " + String.format(Locale.ROOT, format, values));
    }
}
