package io.vaultmedia.bench;

import java.util.Locale;

/** Tells whoever waits how far it is. Thread safe. */
final class Progress {
    private Progress() {}

    static void say(String format, Object... values) {
        System.out.println("  … " + String.format(Locale.ROOT, format, values));
    }
}
