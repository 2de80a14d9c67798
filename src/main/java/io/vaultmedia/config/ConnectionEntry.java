package io.vaultmedia.config;

import io.vaultmedia.config.ConnectionList.Place;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.http.ApiKey;
import io.vaultmedia.media.MediaFilter;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * One entry of the connections file.
 *
 * @param fields its fields, by the key of the setting that a field replaces, or else by the field's own name
 */
record ConnectionEntry(Place place, Map<String, Field> fields) {

    static final String ID = "id";
    static final String ALIAS = "alias";
    static final String PAUSED = "paused";
    static final String FILTER = "filter";
    static final String API_KEY_FILE = "api-key-file";

    private static final String RIGHT_KEY_FILE =
            API_KEY_FILE + " must be a readable file that holds an API key, which ";

    /** Longer values are not shown: one may be an id in the wrong field. */
    private static final int SHOWN = 10;

    /** A field's text, which is blank only for the filter. A list is text with commas. */
    record Field(Place place, String text) {}

    /** The settings of a connection that has none of its own. */
    record Defaults(Duration interval, MediaFilter filter) {

        ConnectionSettings of(Connection connection) {
            return new ConnectionSettings(connection, interval, filter, false);
        }
    }

    /** Returns the settings of this connection. Throws ConfigurationException if a field is wrong. */
    ConnectionSettings settings(ConnectionList list, Defaults defaults) {
        SettingsReader in = new SettingsReader(this::text, this::wrong);
        Connection connection = connection(list);
        return new ConnectionSettings(
                connection,
                fields.containsKey(PaceSettings.INTERVAL) ? PaceSettings.interval(in) : defaults.interval(),
                fields.containsKey(FILTER) ? FilterSettings.read(in) : defaults.filter(),
                fields.containsKey(PAUSED) && in.flag(PAUSED),
                field(API_KEY_FILE).map(ConnectionEntry::path));
    }

    /** Throws ConfigurationException if the entry names a file for its API key that holds none now. */
    void requireKey() {
        field(API_KEY_FILE).ifPresent(named -> {
            try {
                ApiKey.inFile(path(named)).value();
            } catch (IOException e) {
                throw wrongKeyFile(named);
            }
        });
    }

    private static Path path(Field named) {
        try {
            return Path.of(named.text());
        } catch (InvalidPathException e) {
            throw wrongKeyFile(named);
        }
    }

    /** The value is not shown: it may be the key itself. */
    private static ConfigurationException wrongKeyFile(Field named) {
        return named.place().wrong(RIGHT_KEY_FILE + ApiKey.USABLE);
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
