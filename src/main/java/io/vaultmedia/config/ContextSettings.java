package io.vaultmedia.config;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.spi.PropertiesComponent;

/** Reads the settings of a Camel context, and sets the properties that the routes read. */
public final class ContextSettings {

    /** The routes read this property instead of vault.api.base-url, because it holds the checked address. */
    private static final String API_URL = "vaultApiUrl";

    /** These never become properties of the context, which a host's tools may show. */
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
     * Checks the addresses of Camel's Kafka component. Throws ConfigurationException if one is wrong. They are known only
     * when the context is configured, which is after the beans of the routes were built.
     */
    public static void checkBrokers(CamelContext context) {
        String brokers = context.getComponent("kafka", KafkaComponent.class)
                .getConfiguration()
                .getBrokers();
        if (brokers != null) {
            BrokerAddresses.check(brokers);
        }
    }

    /** Routes read {@code {{vault.…}}} by Camel's own look-up, which needs our defaults and, in a Turkish JVM, the environment. */
    private static void bindForRoutes(PropertiesComponent camel, ContextProperties properties, DeclaredKeys declared) {
        declared.keys().stream().filter(key -> !SECRET.contains(key)).forEach(key -> {
            properties.fromEnvironment(key).ifPresent(value -> camel.addOverrideProperty(key, value));
            if (declared.defaultOf(key) != null && properties.value(key).isEmpty()) {
                camel.addInitialProperty(key, declared.defaultOf(key));
            }
        });
    }
}
