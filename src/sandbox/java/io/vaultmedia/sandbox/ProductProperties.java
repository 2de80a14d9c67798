package io.vaultmedia.sandbox;

import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.kafka.EmbeddedKafka;
import java.util.Map;
import java.util.TreeMap;

/** The settings of the product in the sandbox. Thread safe. */
final class ProductProperties {
    static final String TOPIC_PREFIX = "ofauth.vault.media";

    private ProductProperties() {}

    static Map<String, String> of(Options options, VaultSimulator api, EmbeddedKafka kafka) {
        Map<String, String> properties = new TreeMap<>();
        properties.put("vault.api.base-url", api.baseUrl().toString());
        properties.put("vault.api.key", api.apiKey());
        properties.put("vault.connections", SampleConnections.property());
        properties.put("vault.poll.interval", options.pollInterval().toMillis() + "ms");
        properties.put("vault.topic.prefix", TOPIC_PREFIX);
        properties.put("camel.component.kafka.brokers", kafka.bootstrapServers());
        properties.put("camel.management.port", Integer.toString(options.managementPort()));
        properties.putAll(options.product());
        return properties;
    }
}
