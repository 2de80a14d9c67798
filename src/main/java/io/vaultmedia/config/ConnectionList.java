package io.vaultmedia.config;

import io.vaultmedia.connection.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Collects the connections of {@code vault.connections} and of the connections file, and refuses an id or a name that is
 * given twice. Its errors name entries and aliases, never an id.
 */
final class ConnectionList {

    static final String KEY = "vault.connections";

    private static final String ALIAS = "[A-Za-z0-9._-]{1,100}";
    private static final String ID = "[!-~&&[^,=]]{1,200}";

    private final Map<String, Place> ids = new HashMap<>();
    private final Map<String, Place> names = new HashMap<>();

    /**
     * The place of an entry, for errors.
     *
     * @param key the setting that holds it, or that names its file
     * @param where the number of the entry; in a file also the file's name and the line
     */
    record Place(String key, String where) {

        ConfigurationException wrong(String right) {
            return ConfigurationException.wrongAt(key, where, right);
        }

        @Override
        public String toString() {
            return key + ", " + where;
        }
    }

    /** Adds and returns all connections of a comma list. */
    List<Connection> addAll(String value) {
        String[] entries = value.split(",", -1);
        return IntStream.range(0, entries.length)
                .mapToObj(i -> add(entries[i], new Place(KEY, "entry " + (i + 1))))
                .toList();
    }

    /** Adds and returns one entry, {@code id} or {@code alias=id}. */
    Connection add(String entry, Place place) {
        int equals = entry.indexOf('=');
        String alias = equals < 0 ? null : entry.substring(0, equals).strip();
        return add(alias, place, entry.substring(equals + 1).strip(), place);
    }

    /** Adds and returns one connection. The alias may be null. */
    Connection add(String alias, Place aliasPlace, String id, Place idPlace) {
        if (alias != null && !alias.matches(ALIAS)) {
            throw aliasPlace.wrong("an alias must be of letters, digits, '.', '_' and '-'");
        }
        if (!id.matches(ID)) {
            throw idPlace.wrong("must be id or alias=id, the id printable ASCII without blanks");
        }
        Connection connection = new Connection(alias, id);
        enter(ids, id, idPlace, "its id is given");
        enter(names, connection.name(), alias == null ? idPlace : aliasPlace, "the alias " + connection + " is taken");
        return connection;
    }

    private static void enter(Map<String, Place> places, String text, Place place, String taken) {
        Place first = places.putIfAbsent(text, place);
        if (first != null) {
            throw place.wrong(taken + " already, in " + first + ": give each once");
        }
    }
}
