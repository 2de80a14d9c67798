package io.vaultmedia.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.event.Topics;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Guarantee 1 under {@code kill -9} in the middle of a replay of dead letters, and in the middle of a rewind. */
@WithKafka
class KilledCommandsTest {

    private static final int LETTERS = 1_000;
    private static final int VARIANTS = 120;

    private final String prefix = KafkaExtension.freshPrefix();
    private final Published published = Published.of(prefix);
    private VaultSimulator api;

    @BeforeEach
    void publish() {
        api = VaultSimulator.start();
        api.vault(Product.ALICE).load(VARIANTS, "full");
        api.vault(Product.BOB);
        try (Product product = Product.start(api, prefix)) {
            published.awaitAllOf(api, "alice", Product.ALICE);
            assertThat(product.context().isStarted()).isTrue();
        }
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Map<String, String> settings(Map<String, String> more) {
        return Product.settings(api, KafkaExtension.bootstrapServers(), prefix, more);
    }

    /** Items that an older version could not read, say. */
    private void sendLetters() {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", KafkaExtension.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int i = 0; i < LETTERS; i++) {
                Future<?> unused = producer.send(letter(i));
            }
        }
    }

    private ProducerRecord<byte[], byte[]> letter(int number) {
        String id = "letter-" + number;
        String value = "{\"id\":\"" + id + "\",\"type\":\"image\",\"duration\":null,\"media\":{\"full\":{\"status\":"
                + "\"stored\",\"quality\":\"full\",\"sizeBytes\":1,\"contentType\":\"image/jpeg\",\"accessCount\":0,"
                + "\"createdAt\":1,\"expiresAt\":2,\"storedAt\":1795166364000,\"lastAccessedAt\":4,"
                + "\"url\":\"https://media.ofauth.com/x\"}}}";
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                new Topics(prefix).deadLetter(), ("alice/" + id).getBytes(UTF_8), value.getBytes(UTF_8));
        Map.of("dl_reason", "wrong-shape", "dl_detail", "planted", "dl_connection", "alice", "dl_page", "backfill 1")
                .forEach((name, text) -> letter.headers().add(name, text.getBytes(UTF_8)));
        return letter;
    }

    /** How many records the topic of images has by now, committed or not. */
    private long written() {
        try (KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", KafkaExtension.bootstrapServers()),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            List<TopicPartition> all = consumer.partitionsFor(prefix + ".image").stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            return consumer.endOffsets(all).values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }

    private void awaitRecordsSince(long before) {
        await().atMost(Duration.ofMinutes(1)).pollInterval(Duration.ofMillis(5)).until(() -> written() > before);
    }

    @Test
    void aReplayThatIsKilledIsRepeatedWithoutARepeatedRecord() {
        sendLetters();
        for (int kill = 0; kill < 2; kill++) {
            long before = written();
            try (ProductProcess replay =
                    ProductProcess.command(settings(Map.of()), "dead-letters", "replay", "--reason", "wrong-shape")) {
                awaitRecordsSince(before);
                replay.kill();
            }
        }
        Commands.Result result = new Commands(settings(Map.of())).run("dead-letters", "replay");

        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(published.ids()).hasSize(VARIANTS + LETTERS).doesNotHaveDuplicates();
    }

    @Test
    void aRewindWhoseReplicaIsKilledPublishesEachVariantOnceMore() {
        Map<String, String> slowly =
                new HashMap<>(Map.of("vault.page.limit", "5", "vault.sweep.pages-per-minute", "600"));
        Commands commands = new Commands(settings(slowly));
        for (int kill = 0; kill < 2; kill++) {
            int before = published.ids().size();
            try (ProductProcess replica = ProductProcess.start(settings(slowly), Map.of())) {
                if (kill == 0) {
                    Commands.Result sent =
                            commands.run("signal", "alice", "rewind", "--from", "beginning", "--republish");
                    assertThat(sent.exitCode()).as(sent.err()).isZero();
                }
                await().atMost(Duration.ofMinutes(1))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> published.ids().size() > before);
                replica.kill();
            }
        }
        assertThat(published.ids()).as("the rewind is not at its end").hasSizeLessThan(2 * VARIANTS);
        try (Product product = Product.start(
                api,
                KafkaExtension.bootstrapServers(),
                prefix,
                Map.of("vault.page.limit", "5", "vault.sweep.pages-per-minute", "60000"))) {
            await().atMost(Duration.ofMinutes(1)).until(() -> published.ids().size() >= 2 * VARIANTS);
            long requests = api.requests().count(Product.ALICE);
            await().until(() -> api.requests().count(Product.ALICE) > requests + 5);
            assertThat(product.context().isStarted()).isTrue();
        }
        assertThat(published.ids()).hasSize(2 * VARIANTS);
        assertThat(published.ids().stream().distinct()).hasSize(VARIANTS);
        assertThat(published.variants())
                .filteredOn(record -> Published.header(record, "ce_foundby").equals("rewind"))
                .extracting(record -> Published.header(record, "ce_id"))
                .hasSize(VARIANTS)
                .doesNotHaveDuplicates();
    }
}
