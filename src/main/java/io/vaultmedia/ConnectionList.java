package io.vaultmedia;

import io.vaultmedia.scan.Connection;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Parses {@code vault.connections}. Its errors count entries and name aliases, but never show an id. */
final class ConnectionList {

    static final String KEY = "vault.connections";

    private static final String ALIAS = "[A-Za-z0-9._-]{1,100}";
    private static final String ID = "[!-~&&[^,=]]{1,200}";

    private ConnectionList() {}

    static List<Connection> parse(String value) {
        List<Connection> connections = new ArrayList<>();
        Set<String> names = new HashSet<>();
        Set<String> ids = new HashSet<>();
        for (String entry : value.split(",", -1)) {
            int number = connections.size() + 1;
            Connection connection = parseEntry(entry.strip(), number);
            if (!ids.add(connection.id())) {
                throw wrong(number, "its id is there already: each must be given once");
            }
            if (!names.add(connection.name())) {
                throw wrong(number, "the alias " + connection + " is taken: each must be given once");
            }
            connections.add(connection);
        }
        return List.copyOf(connections);
    }

    private static Connection parseEntry(String entry, int number) {
        int equals = entry.indexOf('=');
        String alias = equals < 0 ? null : entry.substring(0, equals).strip();
        String id = entry.substring(equals + 1).strip();
        if (alias != null && !alias.matches(ALIAS)) {
            throw wrong(number, "an alias must be of letters, digits, '.', '_' and '-'");
        }
        if (!id.matches(ID)) {
            throw wrong(number, "must be id or alias=id, the id printable ASCII without blanks");
        }
        return new Connection(alias, id);
    }

    private static ConfigurationException wrong(int number, String right) {
        return ConfigurationException.wrongSecret(KEY, "entry " + number + ": " + right);
    }
}
