package io.vaultmedia.config;

import io.vaultmedia.connection.Connection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Takes connections in, from {@code vault.connections} and from the connections file: each id and each name once. Its
 * errors count entries and name aliases, but never show an id.
 */
final class ConnectionList {

    static final String KEY = "vault.connections";

    private static final String ALIAS = "[A-Za-z0-9._-]{1,100}";
    private static final String ID = "[!-~&&[^,=]]{1,200}";

    private final Map<String, Place> ids = new HashMap<>();
    private final Map<String, Place> names = new HashMap<>();

    /**
     * Where an entry stands.
     *
     * @param key the setting that leads there
     * @param where the entry's number; for a file its name and the line before that
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

    /** All of a comma list. */
    List<Connection> addAll(String value) {
        String[] entries = value.split(",", -1);
        return IntStream.range(0, entries.length)
                .mapToObj(i -> add(entries[i], new Place(KEY, "entry " + (i + 1))))
                .toList();
    }

    /** One entry, {@code id} or {@code alias=id}. */
    Connection add(String entry, Place place) {
        int equals = entry.indexOf('=');
        String alias = equals < 0 ? null : entry.substring(0, equals).strip();
        return add(alias, place, entry.substring(equals + 1).strip(), place);
    }

    /** One connection; alias may be null, and is then nowhere. */
    Connection add(String alias, Place aliasPlace, String id, Place idPlace) {
        if (alias != null && !alias.matches(ALIAS)) {
            throw aliasPlace.wrong("an alias must be of letters, digits, '.', '_' and '-'");
        }
        if (!id.matches(ID)) {
            throw idPlace.wrong("must be id or alias=id, the id printable ASCII without blanks");
        }
        Connection connection = new Connection(alias, id);
        enter(ids, id, idPlace, "its id is there");
        enter(names, connection.name(), alias == null ? idPlace : aliasPlace, "the alias " + connection + " is taken");
        return connection;
    }

    private static void enter(Map<String, Place> places, String text, Place place, String taken) {
        Place first = places.putIfAbsent(text, place);
        if (first != null) {
            throw place.wrong(taken + " already, in " + first + ": each must be given once");
        }
    }
}
