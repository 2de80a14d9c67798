package io.vaultmedia.config;

import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** A setting is missing or wrong. The message is one line: the key, the value unless it may be secret, and what would be right. */
public final class ConfigurationException extends RuntimeException {

    private static final int SHOWN = 200;

    private static final Pattern PATH =
            Pattern.compile("(?s)(/|\\.{1,2}/|~/|[A-Za-z]:[/\\\\]).*|.*\\.(yaml|yml|txt|key)");

    private final String key;
    private final String rest;

    private ConfigurationException(String key, String rest) {
        super(key + rest, null, false, false); // Where it was thrown says nothing to the person who reads it.
        this.key = key;
        this.rest = rest;
    }

    /** Returns the same under another name of its key. */
    ConfigurationException of(UnaryOperator<String> name) {
        return new ConfigurationException(name.apply(key), rest);
    }

    /** Refuses a key that must have a value. */
    static ConfigurationException missing(String key, String right) {
        return new ConfigurationException(key, " is not set: " + right);
    }

    /** Refuses a value and shows it. */
    static ConfigurationException wrong(String key, String value, String right) {
        return new ConfigurationException(key, "=" + inOneLine(value) + ": " + right);
    }

    /** Refuses a value without showing it. */
    static ConfigurationException wrongSecret(String key, String right) {
        return new ConfigurationException(key, ": " + right);
    }

    /** Refuses a file. A value that does not look like a path is not shown: it may be the secret that belongs into the file. */
    static ConfigurationException wrongFile(String key, String file, String right) {
        return PATH.matcher(file).matches() ? wrong(key, file, right) : wrongSecret(key, right);
    }

    /** Refuses a part of a value or of a file, and shows only where it is. */
    static ConfigurationException wrongAt(String key, String where, String right) {
        return new ConfigurationException(key, ": " + inOneLine(where) + ": " + right);
    }

    private static String inOneLine(String value) {
        String line = value.replaceAll("[\\p{Cntrl}\\u0085\\u2028\\u2029]", "?");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }
}
