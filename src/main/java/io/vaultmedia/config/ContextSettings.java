package io.vaultmedia.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.PropertiesComponent;

/** The settings as a Camel context has them; our defaults where it has none. */
public final class ContextSettings {

    private static final String DEFAULTS = "/io/vaultmedia/application.properties";

    private ContextSettings() {}

    /** Throws ConfigurationException for the first one that is missing or wrong. */
    public static Settings read(CamelContext context) {
        PropertiesComponent properties = context.getPropertiesComponent();
        defaults().forEach((key, value) -> {
            if (key.toString().startsWith("vault.")
                    && value(context, key.toString()).isEmpty()) {
                properties.addInitialProperty(key.toString(), value.toString());
            }
        });
        return Settings.read(key -> Optional.of(value(context, key)));
    }

    private static String value(CamelContext context, String key) {
        try {
            return context.resolvePropertyPlaceholders("{{" + key + ":}}");
        } catch (IllegalArgumentException e) { // Its message quotes the value, which may be secret.
            throw ConfigurationException.wrongSecret(key, "names a property, as in {{name}}, that is not set");
        }
    }

    private static Properties defaults() {
        Properties defaults = new Properties();
        try (InputStream in = ContextSettings.class.getResourceAsStream(DEFAULTS)) {
            defaults.load(in);
        } catch (IOException e) {
            throw new UncheckedIOException("reading the defaults in our own jar", e);
        }
        return defaults;
    }
}
