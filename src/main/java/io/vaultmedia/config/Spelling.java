package io.vaultmedia.config;

import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.camel.util.StringHelper;

/**
 * The spellings of a key. Names that give the same environment variable, apart from underscores, mean the same key: {@code
 * vault.api.base-url}, {@code vault.api.baseUrl}, {@code VAULT_API_BASEURL}; {@code vault.api.key}, {@code vault.api-key}. An
 * entry of a list is the key and a number: {@code vault.connections[0]}, {@code VAULT_CONNECTIONS_0}.
 */
final class Spelling {

    private static final Pattern ENTRY = Pattern.compile("\\[\\d{1,6}]$");
    private static final Pattern ENTRY_VARIABLE = Pattern.compile("_\\d{1,6}_?$");

    private Spelling() {}

    /** Returns what all spellings of a key have in common. The number of an entry is a part of it. */
    static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_.]", "");
    }

    /** Returns the name of the list that has this entry; other names as they are. */
    static String ofList(String name) {
        return ENTRY.matcher(name).replaceFirst("");
    }

    /** The same for a variable. */
    static String ofListVariable(String name) {
        return ENTRY_VARIABLE.matcher(name).replaceFirst("");
    }

    /** Returns the name of a key's environment variable. */
    static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    }

    /** Returns other spellings that somebody may use, for places that cannot list their names. */
    static Set<String> others(String key) {
        int dot = key.lastIndexOf('.');
        String group = key.substring(0, dot + 1);
        String joined = group.substring(0, dot) + "-" + key.substring(dot + 1);
        Set<String> others = new LinkedHashSet<>();
        others.add(group + StringHelper.dashToCamelCase(key.substring(dot + 1)));
        if (group.indexOf('.') < dot) { // vault.api.key, but not vault.shards
            others.add(joined);
            int first = joined.lastIndexOf('.') + 1;
            others.add(joined.substring(0, first) + StringHelper.dashToCamelCase(joined.substring(first)));
        }
        others.remove(key);
        return others;
    }
}
