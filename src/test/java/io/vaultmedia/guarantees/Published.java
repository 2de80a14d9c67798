package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vaultmedia.sandbox.api.StoredVariant;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.awaitility.Awaitility;

/** What consumers of one topic prefix see: read by an independent {@code read_committed} consumer, from the beginning. */
public final class Published {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> VARIANTS = Set.of("image", "video", "audio", "other");

    private final Properties settings = new Properties();
    private final String prefix;

    public Published(String brokers, String prefix) {
        this(new Properties(), prefix);
        settings.put("bootstrap.servers", brokers);
    }

    /** With these settings for its own Kafka client. */
    Published(Properties client, String prefix) {
        settings.putAll(client);
        settings.put("isolation.level", "read_committed");
        this.prefix = prefix;
    }

    static Published of(String prefix) {
        return new Published(KafkaExtension.bootstrapServers(), prefix);
    }

    /** All variant records, partition by partition in the order of their offsets. */
    public List<ConsumerRecord<byte[], byte[]>> variants() {
        return read(VARIANTS);
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        return read(Set.of("dead-letter"));
    }

    /** The records of this topic below the prefix. */
    List<ConsumerRecord<byte[], byte[]>> in(String topic) {
        return read(Set.of(topic));
    }

    List<ConsumerRecord<byte[], byte[]>> ledger() {
        return read(Set.of("ledger"));
    }

    /** The CloudEvents id of each variant record. */
    List<String> ids() {
        return variants().stream().map(record -> header(record, "ce_id")).toList();
    }

    /** Waits until each variant that the vault of a connection ever stored is here, and fails if one is here twice. */
    void awaitAllOf(VaultSimulator api, String alias, String connectionId) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(200))
                .untilAsserted(() -> {
                    Set<String> stored = api.vault(connectionId).everStored().stream()
                            .map(variant -> idOf(alias, variant))
                            .collect(Collectors.toSet());
                    List<String> published = ids().stream()
                            .filter(id -> id.startsWith(alias + "/"))
                            .toList();
                    assertThat(Set.copyOf(published))
                            .as("published, of all that was ever stored")
                            .isEqualTo(stored);
                    assertThat(published).as("published").doesNotHaveDuplicates();
                });
    }

    static String idOf(String alias, StoredVariant variant) {
        return alias + "/" + variant.mediaId() + "/" + variant.label() + "@" + variant.storedAt();
    }

    public static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return text(record.headers().lastHeader(name).value());
    }

    static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        return headers;
    }

    public static JsonNode value(ConsumerRecord<byte[], byte[]> record) {
        try {
            return JSON.readTree(record.value());
        } catch (IOException e) {
            throw new UncheckedIOException("reading a record's value", e);
        }
    }

    public static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private List<ConsumerRecord<byte[], byte[]>> read(Set<String> kinds) {
        try (Consumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                    .filter(topic -> topic.getKey().startsWith(prefix + ".")
                            && kinds.contains(topic.getKey().substring(prefix.length() + 1)))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return readToEnd(consumer, consumer.endOffsets(partitions));
        }
    }

    private static List<ConsumerRecord<byte[], byte[]>> readToEnd(
            Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        }
        return records;
    }
}
