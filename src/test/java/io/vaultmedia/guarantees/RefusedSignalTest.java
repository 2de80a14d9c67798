package io.vaultmedia.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.ops.VaultControl;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;

/** Guarantee 4 with a bad signal whose dead letter Kafka refuses for itself: its shard goes on, and the signal is handled once. */
@WithKafka
class RefusedSignalTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private final String prefix = KafkaExtension.freshPrefix();

    @Test
    void aDeadLetterThatKafkaRefusesGoesOutWithoutItsValue() throws Exception {
        createDeadLetterTopic(450);
        followed("bad-signal");

        assertThat(Published.of(prefix).deadLetters()).hasSize(2).first().satisfies(letter -> {
            assertThat(letter.value()).isEmpty();
            assertThat(Published.header(letter, "dl_reason")).isEqualTo("bad-signal");
            assertThat(Published.header(letter, "dl_detail")).contains("which Kafka refused");
        });
    }

    @Test
    void aSignalWhoseDeadLetterKafkaRefusesInAnyFormIsDropped() throws Exception {
        createDeadLetterTopic(100);
        followed("bad-signal-dropped");

        assertThat(Published.of(prefix).deadLetters()).isEmpty();
    }

    /** Sends a bad signal, and returns once all shards have followed what comes behind it, also after a restart. */
    private void followed(String outcome) throws Exception {
        try (VaultSimulator api = VaultSimulator.start()) {
            try (Product product = product(api)) {
                await().atMost(PATIENCE).until(() -> control(product).states().size() == 2);
                send("alice", noise(8_000));
                await().atMost(PATIENCE)
                        .untilAsserted(() -> assertThat(badOnes()).containsExactly(outcome));
            }
            try (Product again = product(api)) {
                await().atMost(PATIENCE).until(() -> control(again).states().size() == 2);
                send("nobody", "{}");
                await().atMost(PATIENCE).until(() -> badOnes().size() > 1);
            }
        }
        assertThat(badOnes()).as("the first one is not handled again").hasSize(2);
    }

    /** No compression makes it smaller. */
    private static String noise(int length) {
        return new Random(1)
                .ints(length, 'A', 'z' + 1)
                .filter(Character::isLetter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private Product product(VaultSimulator api) {
        return Product.start(api, KafkaExtension.bootstrapServers(), prefix, Map.of());
    }

    private static VaultControl control(Product product) {
        return product.context().getRegistry().lookupByNameAndType("vaultControl", VaultControl.class);
    }

    /** Returns the outcome of each signal that nobody can follow. */
    private List<String> badOnes() {
        return Published.of(prefix).in("notifications").stream()
                .filter(record -> new String(record.key(), UTF_8).equals("?"))
                .map(record -> Published.value(record).path("outcome").asText())
                .toList();
    }

    private void send(String key, String value) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", KafkaExtension.bootstrapServers());
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(prefix + ".signals", key.getBytes(UTF_8), value.getBytes(UTF_8)))
                    .get();
        }
    }

    private void createDeadLetterTopic(int maxMessageBytes) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaExtension.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(prefix + ".dead-letter", Optional.of(1), Optional.empty())
                            .configs(Map.of("max.message.bytes", Integer.toString(maxMessageBytes)))))
                    .all()
                    .get();
        }
    }
}
