package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vaultmedia.sandbox.api.StoredVariant;
import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.chaos.CommittedTopics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;

/** What consumers of one topic prefix see: read by an independent {@code read_committed} consumer, from the beginning. */
public final class Published {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> VARIANTS = Set.of("image", "video", "audio", "other");

    private final CommittedTopics topics;

    public Published(String brokers, String prefix) {
        topics = new CommittedTopics(Map.of("bootstrap.servers", brokers), prefix);
    }

    /** With these settings for its own Kafka client. */
    Published(Properties client, String prefix) {
        topics = new CommittedTopics(client, prefix);
    }

    static Published of(String prefix) {
        return new Published(KafkaExtension.bootstrapServers(), prefix);
    }

    /** All variant records, partition by partition in the order of their offsets. */
    public List<ConsumerRecord<byte[], byte[]>> variants() {
        return read(VARIANTS);
    }

    /**
     * All variant records that were written by now. A transaction becomes visible in one partition after the other: reads on
     * until those that are being committed are visible in all.
     */
    List<ConsumerRecord<byte[], byte[]>> writtenVariants() {
        return topics.readWritten(VARIANTS::contains);
    }

    List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        return read(Set.of("dead-letter"));
    }

    /** The records of this topic below the prefix. */
    public List<ConsumerRecord<byte[], byte[]>> in(String topic) {
        return read(Set.of(topic));
    }

    /** The records of all topics that begin so below the prefix, except for the ledger. */
    List<ConsumerRecord<byte[], byte[]>> below(String start) {
        return topics.read(topic -> topic.startsWith(start) && !topic.equals("ledger"));
    }

    public List<ConsumerRecord<byte[], byte[]>> ledger() {
        return read(Set.of("ledger"));
    }

    /** The CloudEvents id of each variant record. */
    public List<String> ids() {
        return variants().stream().map(record -> header(record, "ce_id")).toList();
    }

    /** Waits until each variant that the vault of a connection ever stored is here, and fails if one is here twice. */
    public void awaitAllOf(VaultSimulator api, String alias, String connectionId) {
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
        return topics.read(kinds::contains);
    }
}
