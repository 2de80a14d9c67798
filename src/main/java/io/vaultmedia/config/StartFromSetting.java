package io.vaultmedia.config;

import io.vaultmedia.scan.StartFrom;
import java.time.DateTimeException;
import java.time.OffsetDateTime;

/** Reads the instant from which a connection's first scan publishes. */
final class StartFromSetting {

    private static final String KEY = "vault.start-from";
    private static final String RIGHT = "must be beginning, now, or an ISO 8601 instant such as 2026-06-01T00:00:00Z";

    private StartFromSetting() {}

    static StartFrom read(SettingsReader in) {
        String value = in.required(KEY, RIGHT);
        return switch (value) {
            case "beginning" -> StartFrom.BEGINNING;
            case "now" -> StartFrom.NOW;
            default -> at(value);
        };
    }

    /** A plain date means its midnight in UTC. A time without an offset is refused: its time zone is unknown. */
    private static StartFrom at(String value) {
        String instant = value.matches("\\d{4}-\\d\\d-\\d\\d") ? value + "T00:00:00Z" : value;
        try {
            return StartFrom.at(OffsetDateTime.parse(instant).toInstant());
        } catch (DateTimeException e) {
            throw ConfigurationException.wrong(KEY, value, RIGHT);
        }
    }
}
