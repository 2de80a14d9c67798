package io.vaultmedia.proof;

import io.vaultmedia.guarantees.KafkaExtension;
import io.vaultmedia.guarantees.Product;
import io.vaultmedia.guarantees.Published;
import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.kafka.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** A broker behind a fault proxy, and what tests read there. Thread safe. */
final class ProxiedKafka implements AutoCloseable {

    /** A lost answer costs its client this long. */
    private static final Map<String, String> IMPATIENT = Map.of(
            "camel.component.kafka.request-timeout-ms", "2000",
            "camel.component.kafka.delivery-timeout-ms", "6000",
            "camel.component.kafka.max-block-ms", "4000",
            "camel.component.kafka.additional-properties[request.timeout.ms]", "2000",
            "vault.backoff.max", "1s");

    private final FaultProxy proxy;
    private final EmbeddedKafka kafka;

    private ProxiedKafka(FaultProxy proxy, EmbeddedKafka kafka) {
        this.proxy = proxy;
        this.kafka = kafka;
    }

    static ProxiedKafka start() {
        FaultProxy proxy = FaultProxy.listen();
        EmbeddedKafka kafka = EmbeddedKafka.start(
                KafkaExtension.freshFolder(), 0, Map.of("advertised.listeners", "PLAINTEXT://" + addressOf(proxy)));
        proxy.leadTo(kafka.port());
        return new ProxiedKafka(proxy, kafka);
    }

    private static String addressOf(FaultProxy proxy) {
        return "127.0.0.1:" + proxy.port();
    }

    void apply(FaultRule rule) {
        proxy.apply(rule);
    }

    /** Starts the product with short time-outs. */
    Product product(VaultSimulator api, String prefix, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(IMPATIENT);
        settings.putAll(more);
        return Product.start(api, addressOf(proxy), prefix, settings);
    }

    Published published(String prefix) {
        return new Published(addressOf(proxy), prefix);
    }

    @Override
    public void close() {
        kafka.close();
        try {
            proxy.close();
        } catch (IOException e) {
            throw new UncheckedIOException("closing the fault proxy", e);
        }
    }
}
