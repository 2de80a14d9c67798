package io.vaultmedia.config;

import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.connection.ConnectionsSource;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** {@code vault.connections-file}, watched. Not thread safe. */
final class ConnectionsFile implements ConnectionsSource {

    static final String KEY = "vault.connections-file";

    private static final String RIGHT =
            "must be a readable YAML file with the connections, of at most " + WatchedFile.MOST / 1024 / 1024 + " MB";

    private final String name;
    private final WatchedFile file;
    private final Function<List<ConnectionEntry>, List<ConnectionSettings>> meaning;

    /**
     * @param name as the setting gives it
     * @param meaning checks entries, and makes of them what they mean
     */
    ConnectionsFile(String name, Function<List<ConnectionEntry>, List<ConnectionSettings>> meaning) {
        this.name = name;
        this.meaning = meaning;
        try {
            this.file = new WatchedFile(Path.of(name));
        } catch (InvalidPathException e) {
            throw ConfigurationException.wrongFile(KEY, name, RIGHT);
        }
    }

    /** What it said at the last change; throws ConfigurationException where it is wrong. */
    List<ConnectionSettings> read() {
        byte[] yaml = file.content().orElseThrow(() -> ConfigurationException.wrongFile(KEY, name, RIGHT));
        return meaning.apply(new ConnectionsYaml(name).entries(yaml));
    }

    @Override
    public Optional<Reading> changed() {
        return file.hasChanged() ? Optional.of(reading()) : Optional.empty();
    }

    private Reading reading() {
        try {
            return Reading.of(read());
        } catch (ConfigurationException e) {
            return Reading.failed(e.getMessage());
        }
    }
}
