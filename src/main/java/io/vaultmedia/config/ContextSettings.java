package io.vaultmedia.config;

import io.vaultmedia.kafka.KafkaSettings;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
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

    /**
     * Reads all settings of each instance; without {@code vault.instances}, those of the only one. Throws ConfigurationException for
     * the first one that is unknown, missing or wrong.
     */
    public static List<Settings> read(CamelContext context) {
        return read(context, System.getenv());
    }

    static List<Settings> read(CamelContext context, Map<String, String> environment) {
        ContextProperties properties = new ContextProperties(context, environment);
        DeclaredKeys declared = DeclaredKeys.ours();
        Function<String, Optional<String>> set = key -> value(key, properties, declared);
        List<Instance> instances = Instance.read(new SettingsReader(set));
        declared.with(instances).refuseOthers(properties.ours().keySet(), environment);
        List<Settings> all = instances.stream()
                .map(instance -> read(instance, new InstanceValues(instance, set, declared)))
                .toList();
        SeparateInstances.check(all, (one, other) -> one.kafkaComponent().equals(other.kafkaComponent()));
        bindForRoutes(context.getPropertiesComponent(), properties, declared);
        for (Settings settings : all) {
            provideKafka(context, settings);
            bindForRoutes(
                    context.getPropertiesComponent(),
                    settings,
                    new InstanceValues(settings.instance(), set, declared),
                    declared);
        }
        return all;
    }

    private static Settings read(Instance instance, InstanceValues values) {
        try {
            return Settings.read(instance, values);
        } catch (ConfigurationException e) {
            throw e.of(values::nameOf);
        }
    }

    /** Returns the value of a key in any of its spellings; refuses two values. The environment wins over all else. */
    private static Optional<String> value(String key, ContextProperties properties, DeclaredKeys declared) {
        if (properties.fromEnvironment(key).isPresent()) {
            return properties.value(key);
        }
        Optional<String> exact = properties.value(key).filter(value -> !value.equals(declared.defaultOf(key)));
        Optional<String> other = properties.respelled(key);
        if (exact.isPresent() && other.isPresent() && !exact.equals(other)) {
            throw ConfigurationException.wrongSecret(
                    key, "is set twice, under two spellings or as a list: set it once");
        }
        return exact.or(() -> other).or(() -> properties.value(key));
    }

    /**
     * Adds the Kafka component of this name if the context has none, so that {@code camel.component.<name>.*} can configure it.
     * Throws ConfigurationException if it has another component of this name.
     */
    private static void provideKafka(CamelContext context, Settings settings) {
        String name = settings.kafkaComponent();
        if (name.equals(KafkaSettings.COMPONENT)) {
            return; // Camel makes it by itself.
        }
        Component present = context.getComponent(name, true, false);
        if (present == null) {
            context.addComponent(name, new KafkaComponent());
        } else if (!(present instanceof KafkaComponent)) {
            throw ConfigurationException.wrong(
                    settings.instance().key(Settings.KAFKA_COMPONENT),
                    name,
                    "must be the name of a Kafka component, or one that no component has yet");
        }
    }

    /**
     * Checks the addresses of the Kafka components. Throws ConfigurationException if one is wrong, or if two instances share what
     * each needs for itself. The addresses are known only when the context is configured, which is after the beans of the routes were
     * built.
     *
     * @param all the settings of all instances of this context
     */
    public static void checkBrokers(CamelContext context, List<Settings> all) {
        for (Settings settings : all) {
            BrokerAddresses.check(
                    "camel.component." + settings.kafkaComponent() + ".brokers", brokers(context, settings));
        }
        SeparateInstances.check(
                all,
                (one, other) -> !Collections.disjoint(
                        BrokerAddresses.of(brokers(context, one)), BrokerAddresses.of(brokers(context, other))));
    }

    /** Returns an empty text if none are set. */
    private static String brokers(CamelContext context, Settings settings) {
        String brokers = context.getComponent(settings.kafkaComponent(), KafkaComponent.class)
                .getConfiguration()
                .getBrokers();
        return brokers == null ? "" : brokers;
    }

    /** Routes read {@code {{vault.…}}} by Camel's own look-up, which needs our defaults and, in a Turkish JVM, the environment. */
    private static void bindForRoutes(PropertiesComponent camel, ContextProperties properties, DeclaredKeys declared) {
        declared.keys().stream().filter(key -> !SECRET.contains(key)).forEach(key -> {
            properties
                    .fromEnvironment(key)
                    .or(() -> properties.respelled(key))
                    .ifPresent(value -> camel.addOverrideProperty(key, value));
            if (declared.defaultOf(key) != null && properties.value(key).isEmpty()) {
                camel.addInitialProperty(key, declared.defaultOf(key));
            }
        });
    }

    /** Binds what the routes of one instance read under keys of its own, and the address as it was checked. */
    private static void bindForRoutes(
            PropertiesComponent camel, Settings settings, InstanceValues values, DeclaredKeys declared) {
        Instance instance = settings.instance();
        declared.forInstance(instance).stream()
                .filter(key -> !SECRET.contains(key))
                .forEach(key ->
                        values.apply(key).ifPresent(value -> camel.addOverrideProperty(instance.key(key), value)));
        camel.addOverrideProperty(instance.bean(API_URL), settings.baseUrl().toString());
    }
}
