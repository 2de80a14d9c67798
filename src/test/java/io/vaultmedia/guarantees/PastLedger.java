package io.vaultmedia.guarantees;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The ledger that some version of the product left behind, with the vaults that it had polled. Those of earlier versions are
 * files, each written by the code of its version: see {@code src/test/resources/ledgers/README.md}.
 *
 * @param version which version wrote it
 * @param entries the ledger's records, in the order of each partition
 * @param stored what the vaults list, in their order: also what the version had not published yet
 * @param published the {@code ce_id} of each record that the version had published
 */
record PastLedger(String version, int shards, List<Entry> entries, List<Row> stored, List<String> published) {

    private static final Path FOLDER = Path.of("src/test/resources/ledgers");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    /** A record of the ledger, in Base64; the value of a tombstone is null. */
    record Entry(int partition, String key, String value) {

        static Entry of(ConsumerRecord<byte[], byte[]> record) {
            return new Entry(record.partition(), text(record.key()), text(record.value()));
        }

        private static String text(byte[] bytes) {
            return bytes == null ? null : Base64.getEncoder().encodeToString(bytes);
        }

        private ProducerRecord<byte[], byte[]> in(String topic) {
            return new ProducerRecord<>(topic, partition, bytes(key), bytes(value));
        }

        private static byte[] bytes(String text) {
            return text == null ? null : Base64.getDecoder().decode(text);
        }
    }

    /** A stored variant of a vault. */
    record Row(String connection, String connectionId, String mediaId, String label, long storedAt) {}

    /** Returns the ledgers of earlier versions. */
    static List<PastLedger> all() {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .map(PastLedger::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("listing " + FOLDER, e);
        }
    }

    private static PastLedger read(Path file) {
        try {
            return JSON.readValue(file.toFile(), PastLedger.class);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + file, e);
        }
    }

    /** Makes it the file of its version. */
    void write() {
        try {
            Files.createDirectories(FOLDER);
            JSON.writeValue(FOLDER.resolve(version + ".json").toFile(), this);
        } catch (IOException e) {
            throw new UncheckedIOException("writing the ledger of " + version, e);
        }
    }

    /** Returns the {@code ce_id} that each listed variant has when it is published. */
    Stream<String> listed() {
        return stored.stream()
                .map(row -> row.connection() + "/" + row.mediaId() + "/" + row.label() + "@" + row.storedAt());
    }

    /** Returns the first byte of the keys of its entries: what kinds of entries it has. */
    Set<Character> kinds() {
        return entries.stream().map(entry -> (char) Entry.bytes(entry.key())[0]).collect(Collectors.toSet());
    }

    /** Lists the same in vaults of this simulator. */
    void fill(VaultSimulator api) {
        stored.forEach(row ->
                api.vault(row.connectionId()).store(row.mediaId(), row.label(), Instant.ofEpochMilli(row.storedAt())));
    }

    /** Writes it to a ledger topic, as docs/operating.md says: the same partitions, the same bytes. */
    void restore(String bootstrapServers, String topic) throws Exception {
        Map<String, Object> kafka = Map.of("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(kafka)) {
            NewTopic ledger = new NewTopic(topic, Optional.of(shards), Optional.empty());
            admin.createTopics(List.of(ledger.configs(Map.of("cleanup.policy", "compact"))))
                    .all()
                    .get();
        }
        try (KafkaProducer<byte[], byte[]> producer =
                new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (Entry entry : entries) {
                Future<?> sent = producer.send(entry.in(topic));
                sent.get();
            }
        }
    }

    @Override
    public String toString() {
        return version;
    }
}
