package io.vaultmedia.kafka;

import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.spi.PropertiesComponent;
import org.apache.camel.util.StringHelper;

/** The options of one of Camel's Kafka components, by its name. Thread safe. */
record ComponentOptions(CamelContext context, String name) {

    /** Returns the property that sets an option, as {@code camel.component.kafka.brokers}. */
    String key(String option) {
        return "camel.component." + name + "." + option;
    }

    private KafkaComponent component() {
        return context.getComponent(name, KafkaComponent.class);
    }

    /** Makes clients: the host application's own, if its component has one. */
    KafkaClientFactory factory() {
        KafkaClientFactory own = component().getKafkaClientFactory();
        return own == null ? new DefaultKafkaClientFactory() : own;
    }

    /** The brokers' addresses; if none are set, an exception says which key to set. */
    String brokers() {
        return factory().getBrokers(configuration());
    }

    /** The configuration as an endpoint gets it: Camel adds its TLS for all components ({@code camel.ssl.*}) only there. */
    KafkaConfiguration configuration() {
        KafkaComponent kafka = component();
        KafkaConfiguration copy = kafka.getConfiguration().copy();
        if (copy.getSslContextParameters() == null && kafka.isUseGlobalSslContextParameters()) {
            copy.setSslContextParameters(context.getSSLContextParameters());
        }
        return copy;
    }

    /** True if somebody has set an option, even to Camel's default; {@code key} is its name in Kafka. */
    boolean isSet(String key, String option) {
        PropertiesComponent properties = context.getPropertiesComponent();
        return configuration().getAdditionalProperties().containsKey(key)
                || Stream.of(option, StringHelper.camelCaseToDash(option))
                        .map(spelled -> properties.resolveProperty(key(spelled)))
                        .flatMap(Optional::stream)
                        .anyMatch(value -> !value.startsWith(PropertiesComponent.PREFIX_TOKEN)); // One that is missing.
    }
}
