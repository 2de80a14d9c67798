package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.kafka.EmbeddedKafka;
import java.time.Duration;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 6, bounded: SIGTERM ends the process within ten seconds, even if the API or Kafka do not answer. Kubernetes
 * kills a process that takes longer.
 */
@WithOwnKafka
class StopTest {

    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final String prefix = KafkaExtension.freshPrefix();
    private EmbeddedKafka kafka;
    private VaultSimulator api;

    @BeforeEach
    void start() {
        kafka = EmbeddedKafka.start(KafkaExtension.freshFolder(), 0);
        api = VaultSimulator.start();
        api.vault(Product.ALICE).load(5_000, "full");
        api.vault(Product.BOB).load(10, "full");
    }

    @AfterEach
    void stop() {
        api.close();
        kafka.close();
    }

    @Test
    void inTheMiddleOfABackfill() {
        api.faults().latency(Duration.ofMillis(50));
        ProductProcess product = startAndAwait(10);

        assertThat(product.terminate()).as(product.log()).isLessThan(LIMIT);
    }

    @Test
    void whileTheApiDoesNotAnswer() {
        ProductProcess product = startAndAwait(10);
        api.faults(Product.ALICE).hang();
        Awaitility.await().until(() -> api.faults(Product.ALICE).hanging() == 1);

        assertThat(product.terminate()).as(product.log()).isLessThan(LIMIT);
    }

    @Test
    void whileKafkaIsAway() {
        api.faults().latency(Duration.ofMillis(50));
        ProductProcess product = startAndAwait(10);
        long requests = api.requests().count();
        kafka.stop();
        Awaitility.await().until(() -> api.requests().count() > requests);

        assertThat(product.terminate()).as(product.log()).isLessThan(LIMIT);
    }

    private ProductProcess startAndAwait(long requests) {
        Map<String, String> settings =
                Product.settings(api, kafka.bootstrapServers(), prefix, Map.of("vault.shards", "8"));
        ProductProcess product = ProductProcess.start(settings, Map.of());
        Awaitility.await().until(() -> api.requests().count() >= requests);
        return product;
    }
}
