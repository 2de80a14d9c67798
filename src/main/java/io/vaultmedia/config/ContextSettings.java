package io.vaultmedia.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.spi.PropertiesComponent;

/** Reads the settings of a Camel context, and sets there what the routes read of them. */
public final class ContextSettings {

    /** The property that the routes read in place of vault.api.base-url, which is checked only here. */
    private static final String API_URL = "vaultApiUrl";

    /** Only {@link Settings} sees the values of these: what is a property of the context is shown by its host's tools. */
    private static final Set<String> SECRET =
            Set.of(ApiSettings.KEY, ApiSettings.KEY_FILE, ConnectionList.KEY, ConnectionsSettings.FILE);

    private ContextSettings() {}

    /** Reads all settings. Throws ConfigurationException for the first one that is unknown, missing or wrong. */
    public static Settings read(CamelContext context) {
        return read(context, System.getenv());
    }

    static Settings read(CamelContext context, Map<String, String> environment) {
        ContextProperties properties = new ContextProperties(context, environment);
        DeclaredKeys declared = DeclaredKeys.ours();
        declared.refuseOthers(
                properties.declared(key -> key.startsWith(DeclaredKeys.PREFIX)).keySet(), environment);
        Settings settings =
                Settings.read(key -> properties.value(key).or(() -> Optional.ofNullable(declared.defaultOf(key))));
        bindForRoutes(context.getPropertiesComponent(), properties, declared);
        context.getPropertiesComponent()
                .addOverrideProperty(API_URL, settings.baseUrl().toString());
        return settings;
    }

    /**
     * Checks the addresses of Kafka's component, however they were set. They are known once the context is configured,
     * which is later than its routes' beans are built. Throws ConfigurationException for one that is wrong.
     */
    public static void checkBrokers(CamelContext context) {
        String brokers = context.getComponent("kafka", KafkaComponent.class)
                .getConfiguration()
                .getBrokers();
        if (brokers != null) {
            BrokerAddresses.check(brokers);
        }
    }

    /** Routes read {@code {{vault.…}}} by Camel's own look-up. It knows no defaults of ours, and no environment in Turkish. */
    private static void bindForRoutes(PropertiesComponent camel, ContextProperties properties, DeclaredKeys declared) {
        declared.keys().stream().filter(key -> !SECRET.contains(key)).forEach(key -> {
            properties.fromEnvironment(key).ifPresent(value -> camel.addOverrideProperty(key, value));
            if (declared.defaultOf(key) != null && properties.value(key).isEmpty()) {
                camel.addInitialProperty(key, declared.defaultOf(key));
            }
        });
    }
}
