package io.vaultmedia.config;

import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.connection.ConnectionsSource;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which connections to poll: those of {@code vault.connections} and those of the connections file.
 *
 * @param first those at the start
 * @param source tells of later ones
 */
record ConnectionsSettings(List<ConnectionSettings> first, ConnectionsSource source) {

    static ConnectionsSettings read(SettingsReader in, ConnectionDefaults defaults) {
        Optional<String> list = in.text(ConnectionList.KEY);
        Optional<String> file = in.text(ConnectionsFile.KEY);
        if (file.isPresent()) {
            ConnectionsFile watched = new ConnectionsFile(file.get(), entries -> together(list, entries, defaults));
            return new ConnectionsSettings(watched.read(), watched);
        }
        if (list.isEmpty()) {
            throw ConfigurationException.missing(
                    ConnectionList.KEY,
                    "name the connections to poll, as id or alias=id, separated by commas, or set "
                            + ConnectionsFile.KEY + " to a YAML file that lists them");
        }
        return new ConnectionsSettings(together(list, List.of(), defaults), Optional::empty);
    }

    private static List<ConnectionSettings> together(
            Optional<String> list, List<ConnectionEntry> entries, ConnectionDefaults defaults) {
        ConnectionList all = new ConnectionList();
        Stream<ConnectionSettings> listed =
                list.map(all::addAll).orElse(List.of()).stream().map(defaults::of);
        return Stream.concat(listed, entries.stream().map(entry -> entry.settings(all, defaults)))
                .toList();
    }
}
