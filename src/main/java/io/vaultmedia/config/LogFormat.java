package io.vaultmedia.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * {@code vault.log.format}, a setting of the application alone: in a host, its own log decides. It is needed before the first
 * logger is made, and so before Camel.
 */
public final class LogFormat {

    static final String KEY = "vault.log.format";
    private static final String JSON = "json";
    private static final String RIGHT = "must be text or json";

    private LogFormat() {}

    /**
     * Returns true if the setting is {@code json}, in the environment, in a system property or in the file: the first one that
     * has it decides. A wrong value, or a file that cannot be read, counts as text here: {@link #check} and the file's own
     * check refuse it.
     */
    public static boolean isJson(Map<String, String> environment, Path file) {
        return Optional.ofNullable(environment.get(Spelling.variable(KEY)))
                .filter(value -> !value.isEmpty())
                .or(() -> Optional.ofNullable(System.getProperty(KEY)))
                .or(() -> Optional.ofNullable(properties(file).getProperty(KEY)))
                .filter(value -> value.strip().equals(JSON))
                .isPresent();
    }

    private static Properties properties(Path file) {
        Properties properties = new Properties();
        if (Files.isRegularFile(file)) {
            try (InputStream in = Files.newInputStream(file)) {
                properties.load(in);
            } catch (IOException | IllegalArgumentException e) {
                return new Properties();
            }
        }
        return properties;
    }

    /** Throws ConfigurationException if there is no such format. */
    static void check(SettingsReader in) {
        String value = in.required(KEY, RIGHT);
        if (!value.equals("text") && !value.equals(JSON)) {
            throw ConfigurationException.wrong(KEY, value, RIGHT);
        }
    }
}
