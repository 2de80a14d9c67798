package io.vaultmedia.config;

/** Reads {@code vault.trace.enabled}. */
final class TraceSetting {

    private static final String KEY = "vault.trace.enabled";
    private static final String OPEN_TELEMETRY = "io.opentelemetry.api.OpenTelemetry";

    private TraceSetting() {}

    /** Returns whether each page is traced. Throws ConfigurationException if it is to be, and cannot. */
    static boolean read(SettingsReader in) {
        return in.flag(KEY) && isPossible(OPEN_TELEMETRY);
    }

    static boolean isPossible(String className) {
        try {
            Class.forName(className, false, TraceSetting.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            throw ConfigurationException.wrong(
                    KEY, "true", "add the jar io.opentelemetry:opentelemetry-api to the class path");
        }
    }
}
