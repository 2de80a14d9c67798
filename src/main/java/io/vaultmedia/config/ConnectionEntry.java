package io.vaultmedia.config;

import io.vaultmedia.config.ConnectionList.Place;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.media.MediaFilter;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One connection in the connections file.
 *
 * @param fields what it says, by the key of the setting that this takes the place of, or by a name of its own
 */
record ConnectionEntry(Place place, Map<String, Field> fields) {

    static final String ID = "id";
    static final String ALIAS = "alias";
    static final String PAUSED = "paused";
    static final String FILTER = "filter";

    /** Values are shown up to here: an id that got into another field's place is longer. */
    private static final int SHOWN = 10;

    /** The text of one field, a list with commas between; never blank, but for the filter, which is only there. */
    record Field(Place place, String text) {}

    /** What holds for a connection that says nothing else about itself. */
    record Defaults(Duration interval, MediaFilter filter) {

        ConnectionSettings of(Connection connection) {
            return new ConnectionSettings(connection, interval, filter, false);
        }
    }

    /** Checks what it says, and makes of it what it means. */
    ConnectionSettings settings(ConnectionList list, Defaults defaults) {
        SettingsReader in = new SettingsReader(this::text, this::wrong);
        Connection connection = connection(list);
        return new ConnectionSettings(
                connection,
                fields.containsKey(PaceSettings.INTERVAL) ? PaceSettings.interval(in) : defaults.interval(),
                fields.containsKey(FILTER) ? FilterSettings.read(in) : defaults.filter(),
                fields.containsKey(PAUSED) && in.flag(PAUSED));
    }

    private Connection connection(ConnectionList list) {
        Field id = field(ID).orElseThrow(() -> place.wrong("must have an id"));
        return field(ALIAS)
                .map(alias -> list.add(alias.text(), alias.place(), id.text(), id.place()))
                .orElseGet(() -> list.add(id.text(), id.place()));
    }

    private Optional<Field> field(String key) {
        return Optional.ofNullable(fields.get(key));
    }

    private Optional<String> text(String key) {
        return field(key).map(Field::text);
    }

    private ConfigurationException wrong(String key, String value, String right) {
        String name = key.substring(key.lastIndexOf('.') + 1);
        String shown = value.length() <= SHOWN ? " " + value : "";
        return fields.get(key).place().wrong(name + shown + ": " + right);
    }
}
