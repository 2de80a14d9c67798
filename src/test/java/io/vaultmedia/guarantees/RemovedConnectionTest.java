package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 1 for a connection that is removed: if it returns in time, nothing of it is published again. If it returns later, all
 * of it is published once more, even if the replica that forgets it is killed.
 */
@WithKafka
class RemovedConnectionTest {

    private static final int VARIANTS = 40;
    private static final Connection ALICE = new Connection("alice", Product.ALICE);
    private static final String BOTH = "alice=" + Product.ALICE + ",bob=" + Product.BOB;
    private static final String BOB_ONLY = "bob=" + Product.BOB;

    private final String prefix = KafkaExtension.freshPrefix();
    private final Published published = Published.of(prefix);
    private VaultSimulator api;

    @BeforeEach
    void publish() {
        api = VaultSimulator.start();
        api.vault(Product.ALICE).load(VARIANTS, "full");
        api.vault(Product.BOB).load(1, "full");
        try (Product product = product(BOTH)) {
            published.awaitAllOf(api, "alice", Product.ALICE);
            published.awaitAllOf(api, "bob", Product.BOB);
        }
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Map<String, String> settings(String connections) {
        Map<String, String> more = Map.of("vault.connections", connections, "vault.shards", "1");
        return Product.settings(api, KafkaExtension.bootstrapServers(), prefix, new HashMap<>(more));
    }

    private Product product(String connections) {
        return Product.start(api, KafkaExtension.bootstrapServers(), prefix, settings(connections));
    }

    private static byte[] key(char kind) {
        return ByteBuffer.allocate(1 + Long.BYTES)
                .put((byte) kind)
                .putLong(ALICE.fingerprint())
                .array();
    }

    /** Returns the last value of each of alice's entries of this kind that was not deleted. */
    private List<byte[]> entries(char kind) {
        Map<ByteBuffer, Optional<byte[]>> last = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : published.ledger()) {
            if (Arrays.equals(key(kind), Arrays.copyOf(record.key(), 1 + Long.BYTES))) {
                last.put(ByteBuffer.wrap(record.key()), Optional.ofNullable(record.value()));
            }
        }
        return last.values().stream().flatMap(Optional::stream).toList();
    }

    private void remove() {
        try (Product product = product(BOB_ONLY)) {
            await().untilAsserted(() -> assertThat(entries('x')).hasSize(1));
            assertThat(product.context().isStarted()).isTrue();
        }
    }

    /** The ledger says that alice was removed long ago. */
    private void letTimePass() throws Exception {
        byte[] longAgo = ByteBuffer.allocate(Long.BYTES)
                .putLong(Instant.now().minus(Duration.ofDays(31)).toEpochMilli())
                .array();
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", KafkaExtension.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            Future<?> sent = producer.send(new ProducerRecord<>(prefix + ".ledger", 0, key('x'), longAgo));
            sent.get();
        }
    }

    private void awaitScansOfAlice(Product product) {
        long requests = api.requests().count(Product.ALICE);
        await().atMost(Duration.ofMinutes(1)).until(() -> api.requests().count(Product.ALICE) > requests + 3);
        assertThat(product.context().isStarted()).isTrue();
    }

    @Test
    void oneThatReturnsInTimeIsNotPublishedAgain() {
        remove();
        try (Product product = product(BOTH)) {
            awaitScansOfAlice(product);
        }
        assertThat(entries('x')).isEmpty();
        assertThat(published.ids()).hasSize(VARIANTS + 1).doesNotHaveDuplicates();
    }

    @Test
    void oneThatReturnsLaterIsPublishedOnceMoreEvenIfItIsForgottenUnderAKill() throws Exception {
        remove();
        letTimePass();
        for (int kill = 0; kill < 3; kill++) {
            int millis = 100 * kill;
            try (ProductProcess process = ProductProcess.start(settings(BOB_ONLY), Map.of())) {
                await().atMost(Duration.ofMinutes(1))
                        .pollInterval(Duration.ofMillis(20))
                        .pollDelay(Duration.ofMillis(millis))
                        .until(() -> process.log().contains("This replica has 1 of 1 shards"));
                process.kill();
            }
        }
        try (Product product = product(BOB_ONLY)) {
            await().untilAsserted(() -> assertThat(entries('v')).isEmpty());
            assertThat(product.context().isStarted()).isTrue();
        }
        assertThat(List.of(entries('c'), entries('o'), entries('x'))).allMatch(List::isEmpty);

        try (Product product = product(BOTH)) {
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(published.ids()).hasSize(2 * VARIANTS + 1));
            awaitScansOfAlice(product);
        }
        assertThat(published.ids()).hasSize(2 * VARIANTS + 1);
        assertThat(published.ids().stream().distinct()).hasSize(VARIANTS + 1);
        assertThat(published.variants())
                .filteredOn(record -> Published.header(record, "ce_foundby").equals("backfill"))
                .hasSize(2 * VARIANTS + 1);
    }
}
