package io.vaultmedia.config;

import io.vaultmedia.config.ConnectionEntry.Defaults;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.connection.ConnectionsSource;
import io.vaultmedia.connection.WatchedFile;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** The connections to poll: those of {@code vault.connections}, and those of a file that is watched. Not thread safe. */
final class ConnectionsSettings implements ConnectionsSource {

    static final String FILE = "vault.connections-file";

    private static final String RIGHT =
            "must be a readable YAML file with the connections, of at most " + WatchedFile.MOST / 1024 / 1024 + " MB";

    private final Optional<String> list;
    private final Optional<String> name;
    private final Optional<WatchedFile> file;
    private final Defaults defaults;
    private final Consumer<List<ConnectionSettings>> check;

    /**
     * Reads both settings, but not yet what they name.
     *
     * @param check throws ConfigurationException if other settings do not fit these connections
     */
    ConnectionsSettings(SettingsReader in, Consumer<List<ConnectionSettings>> check) {
        this.check = check;
        list = in.text(ConnectionList.KEY);
        name = in.text(FILE);
        file = name.map(ConnectionsSettings::watched);
        defaults = new Defaults(PaceSettings.interval(in), FilterSettings.read(in));
        if (list.isEmpty() && name.isEmpty()) {
            throw ConfigurationException.missing(
                    ConnectionList.KEY,
                    "name the connections to poll, as id or alias=id, separated by commas, or set " + FILE
                            + " to a YAML file that lists them");
        }
    }

    private static WatchedFile watched(String name) {
        try {
            return new WatchedFile(Path.of(name));
        } catch (InvalidPathException e) {
            throw ConfigurationException.wrongFile(FILE, name, RIGHT);
        }
    }

    /**
     * All connections at the start. Throws ConfigurationException if one is wrong, or names a file without an API key. An
     * edit may name a file that appears later: until then, its connection fails alone.
     */
    List<ConnectionSettings> read() {
        List<ConnectionSettings> connections = connections();
        entries().forEach(ConnectionEntry::requireKey);
        return connections;
    }

    /** All connections, by the file as it was at its last change. */
    private List<ConnectionSettings> connections() {
        ConnectionList all = new ConnectionList();
        Stream<ConnectionSettings> listed =
                list.map(all::addAll).orElse(List.of()).stream().map(defaults::of);
        List<ConnectionSettings> connections = Stream.concat(
                        listed, entries().stream().map(entry -> entry.settings(all, defaults)))
                .toList();
        check.accept(connections);
        return connections;
    }

    private List<ConnectionEntry> entries() {
        if (file.isEmpty()) {
            return List.of();
        }
        try {
            return new ConnectionsYaml(name.orElseThrow()).entries(file.get().content());
        } catch (IOException e) {
            throw ConfigurationException.wrongFile(FILE, name.orElseThrow(), RIGHT);
        }
    }

    @Override
    public boolean canChange() {
        return file.isPresent();
    }

    @Override
    public Optional<Reading> changed() {
        return file.filter(WatchedFile::hasChanged).map(changed -> reading());
    }

    private Reading reading() {
        try {
            return Reading.of(connections());
        } catch (ConfigurationException e) {
            return Reading.failed(e.getMessage());
        }
    }
}
