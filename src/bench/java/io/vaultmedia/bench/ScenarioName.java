package io.vaultmedia.bench;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/** The names of the scenarios. */
enum ScenarioName {
    MAIN,
    LATENCY,
    HOOK,
    MANY,
    RESTORE,
    START,
    IDLE,
    TRICKLE,
    /** Only if it is asked for: sizing needs it, and no ratio does. */
    FLEET;

    /**
     * Returns the scenario of this name.
     *
     * @throws IllegalArgumentException if there is none
     */
    static ScenarioName of(String text) {
        return valueOf(text.strip().toUpperCase(Locale.ROOT));
    }

    /** Returns true if it shares its contenders with other scenarios. */
    boolean isContest() {
        return this == MAIN || this == LATENCY;
    }

    static String all() {
        return Arrays.stream(values()).map(ScenarioName::text).collect(Collectors.joining(","));
    }

    /** Returns those that are measured if none is named. */
    static String preset() {
        return Arrays.stream(values())
                .filter(name -> name != FLEET)
                .map(ScenarioName::text)
                .collect(Collectors.joining(","));
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
