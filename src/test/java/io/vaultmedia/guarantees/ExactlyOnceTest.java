package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.kafka.EmbeddedKafka;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 1, exactly once: a read_committed consumer sees each newly stored variant once, over restarts, stops, a fenced
 * producer and a restarted broker.
 */
@WithKafka
class ExactlyOnceTest {

    private static final int ITEMS = 1_000;

    private final String prefix = KafkaExtension.freshPrefix();
    private VaultSimulator api;

    @BeforeEach
    void fillTheVaults() {
        api = VaultSimulator.start();
        api.vault(Product.ALICE).load(ITEMS, "full", "thumb");
        api.vault(Product.BOB).load(ITEMS / 10, "full");
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void holdsOverARestartAfterTheBackfill() {
        Published published = Published.of(prefix);
        try (Product product = Product.start(api, prefix)) {
            published.awaitAllOf(api, "alice", Product.ALICE);
            published.awaitAllOf(api, "bob", Product.BOB);
        }
        long requests = api.requests().count();
        api.vault(Product.ALICE).store("9000000001", "full");
        try (Product product = Product.start(api, prefix)) {
            published.awaitAllOf(api, "alice", Product.ALICE);
            awaitRequests(requests + 10);
        }
        published.awaitAllOf(api, "alice", Product.ALICE);
        assertThat(published.ids()).hasSize(2 * ITEMS + ITEMS / 10 + 1);
    }

    @Test
    void holdsWhenStoppedInTheMiddleOfABackfillAgainAndAgain() {
        api.faults().latency(Duration.ofMillis(20));
        for (int round = 1; round <= 4; round++) {
            long requests = api.requests().count(Product.ALICE);
            try (Product product = Product.start(api, prefix)) {
                Awaitility.await().until(() -> api.requests().count(Product.ALICE) >= requests + 4);
            }
        }
        try (Product product = Product.start(api, prefix)) {
            Published.of(prefix).awaitAllOf(api, "alice", Product.ALICE);
            Published.of(prefix).awaitAllOf(api, "bob", Product.BOB);
        }
        assertThat(Published.of(prefix).ids()).hasSize(2 * ITEMS + ITEMS / 10);
    }

    @Test
    void holdsWhenSomeoneElseTakesOverTheTransactionalIdsInTheMiddle() {
        api.faults().latency(Duration.ofMillis(20));
        try (Product product = Product.start(api, prefix)) {
            Awaitility.await().until(() -> api.requests().count(Product.ALICE) >= 3);
            for (String shard : new String[] {"0", "1"}) {
                fence(prefix + "-" + shard);
            }
            Published.of(prefix).awaitAllOf(api, "alice", Product.ALICE);
            Published.of(prefix).awaitAllOf(api, "bob", Product.BOB);
            long requests = api.requests().count();
            awaitRequests(requests + 10);
        }
        assertThat(Published.of(prefix).ids()).hasSize(2 * ITEMS + ITEMS / 10);
    }

    @Test
    void holdsWhenTheBrokerIsRestartedInTheMiddle() {
        Path folder = KafkaExtension.freshFolder();
        EmbeddedKafka kafka = EmbeddedKafka.start(folder, 0);
        int port = kafka.port();
        Published published = new Published(kafka.bootstrapServers(), prefix);
        api.faults().latency(Duration.ofMillis(20));
        try (Product product = Product.start(api, kafka.bootstrapServers(), prefix, Map.of())) {
            Awaitility.await().until(() -> api.requests().count(Product.ALICE) >= 3);
            kafka.stop();
            long stopped = api.requests().count();
            try (EmbeddedKafka again = EmbeddedKafka.start(folder, port)) {
                published.awaitAllOf(api, "alice", Product.ALICE);
                published.awaitAllOf(api, "bob", Product.BOB);
                awaitRequests(stopped + 20);
                assertThat(published.ids()).hasSize(2 * ITEMS + ITEMS / 10);
                product.close();
            }
        }
    }

    private void awaitRequests(long count) {
        Awaitility.await().until(() -> api.requests().count() >= count);
    }

    private static void fence(String transactionalId) {
        Properties settings = new Properties();
        settings.put("bootstrap.servers", KafkaExtension.bootstrapServers());
        settings.put("transactional.id", transactionalId);
        try (Producer<byte[], byte[]> producer =
                new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
        }
    }
}
