package io.vaultmedia.sandbox.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.guarantees.WithOwnKafka;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@WithOwnKafka
class EmbeddedKafkaTest {
    @TempDir
    Path folder;

    @Test
    void keepsTransactionalRecordsOverARestart() throws Exception {
        int port;
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("data"), 0)) {
            port = kafka.port();
            createTopic(kafka, "media");
            publish(kafka, "media", "committed", true);
            publish(kafka, "media", "aborted", false);
            assertThat(committed(kafka, "media")).containsExactly("committed");
        }
        try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.resolve("data"), port)) {
            assertThat(kafka.port()).isEqualTo(port);
            publish(kafka, "media", "later", true);
            assertThat(committed(kafka, "media")).containsExactlyInAnyOrder("committed", "later");
        }
    }

    @Test
    void runsBesideAnotherInOneJvm() throws Exception {
        try (EmbeddedKafka one = EmbeddedKafka.start(folder.resolve("one"), 0);
                EmbeddedKafka two = EmbeddedKafka.start(folder.resolve("two"), 0)) {
            createTopic(one, "media");
            createTopic(two, "media");
            publish(one, "media", "first", true);
            publish(two, "media", "second", true);

            assertThat(committed(one, "media")).containsExactly("first");
            assertThat(committed(two, "media")).containsExactly("second");
        }
    }

    @Test
    void namesATakenPort() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> EmbeddedKafka.start(folder, taken.getLocalPort()))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("port " + taken.getLocalPort() + " is taken (Kafka)");
        }
    }

    private static void createTopic(EmbeddedKafka kafka, String topic) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            // Whoever asks the broker for its description now may be too early: its metadata comes a moment later.
            assertThat(admin.createTopics(List.of(new NewTopic(topic, Optional.empty(), Optional.empty())))
                            .numPartitions(topic)
                            .get())
                    .isEqualTo(4);
        }
    }

    private static void publish(EmbeddedKafka kafka, String topic, String value, boolean commit) throws Exception {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "transactional.id", "embedded-kafka-test");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(topic, "key", value)).get();
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    private static List<String> committed(EmbeddedKafka kafka, String topic) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                kafka.bootstrapServers(),
                "group.id",
                "reader-" + System.nanoTime(),
                "isolation.level",
                "read_committed",
                "auto.offset.reset",
                "earliest");
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(topic));
            await().until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(record -> values.add(record.value()));
                return !consumer.assignment().isEmpty()
                        && consumer.endOffsets(consumer.assignment()).entrySet().stream()
                                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
            });
        }
        return values;
    }
}
