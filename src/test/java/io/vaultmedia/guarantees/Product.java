package io.vaultmedia.guarantees;

import io.vaultmedia.Application;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.util.HashMap;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;

/** The whole product, running in this JVM against a simulated API and a real broker. */
public final class Product implements AutoCloseable {

    public static final String ALICE = "conn_alice0000000000000001";
    public static final String BOB = "conn_bob000000000000000002";

    private final Main main;

    private Product(Main main) {
        this.main = main;
    }

    /** Starts it with two connections, alice by her alias and bob by his, polled each 200 ms. */
    static Product start(VaultSimulator api, String prefix) {
        return start(api, KafkaExtension.bootstrapServers(), prefix, Map.of());
    }

    public static Product start(VaultSimulator api, String brokers, String prefix, Map<String, String> more) {
        try {
            return new Product(Application.start(settings(api, brokers, prefix, more)));
        } catch (Exception e) {
            throw new IllegalStateException("starting the product", e);
        }
    }

    public static Map<String, String> settings(
            VaultSimulator api, String brokers, String prefix, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>();
        settings.put("vault.api.base-url", api.baseUrl().toString());
        settings.put("vault.api.key", api.apiKey());
        settings.put("vault.connections", "alice=" + ALICE + ",bob=" + BOB);
        settings.put("vault.poll.interval", "200ms");
        settings.put("vault.shards", "2");
        settings.put("vault.group", prefix);
        settings.put("vault.topic.prefix", prefix);
        settings.put("camel.component.kafka.brokers", brokers);
        settings.put("camel.management.enabled", "false");
        settings.putAll(more);
        return settings;
    }

    CamelContext context() {
        return main.getCamelContext();
    }

    @Override
    public void close() {
        main.stop();
    }
}
