package io.vaultmedia.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The scenarios that there are. */
enum ScenarioName {
    MAIN,
    LATENCY,
    MANY,
    RESTORE,
    START,
    IDLE,
    TRICKLE;

    /** Throws IllegalArgumentException for a name that there is not. */
    static ScenarioName of(String text) {
        return valueOf(text.strip().toUpperCase(Locale.ROOT));
    }

    /** True where it is measured with the contenders of others. */
    boolean isContest() {
        return this == MAIN || this == LATENCY;
    }

    static String all() {
        return Arrays.stream(values()).map(ScenarioName::text).collect(Collectors.joining(","));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
