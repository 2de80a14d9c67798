package io.vaultmedia.config;

/** Checks the settings that only the route fetch-page reads, by placeholders. */
final class HttpSettings {

    private static final int MOST_MILLIS = 60_000;

    private HttpSettings() {}

    static void check(SettingsReader in) {
        in.number("vault.http.connect-timeout", 1, MOST_MILLIS);
        in.number("vault.http.response-timeout", 1, MOST_MILLIS);
    }
}
