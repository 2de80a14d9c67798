package io.vaultmedia;

/** A setting is missing or wrong. The message is one line: the key, the value unless it is secret, what would be right. */
public final class ConfigurationException extends RuntimeException {

    private ConfigurationException(String message) {
        super(message);
    }

    /** A key that must have a value. */
    static ConfigurationException missing(String key, String right) {
        return new ConfigurationException(key + " is not set: " + right);
    }

    /** A value that cannot be used. */
    static ConfigurationException wrong(String key, String value, String right) {
        return new ConfigurationException(key + "=" + value + ": " + right);
    }

    /** A value that cannot be used, and must not be shown. */
    static ConfigurationException wrongSecret(String key, String right) {
        return new ConfigurationException(key + ": " + right);
    }
}
