package io.vaultmedia.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.event.Topics;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.sandbox.api.Vault;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checks the command audit: it finds each fault that is planted, and no other. */
@WithKafka
class AuditTest {

    private static final Connection CONNECTION = new Connection("alice", Product.ALICE);
    private final Instant old = Instant.now().minus(Duration.ofDays(3));

    private final String prefix = KafkaExtension.freshPrefix();
    private final Topics topics = new Topics(prefix);
    private final Published published = Published.of(prefix);
    private VaultSimulator api;
    private Vault alice;

    @BeforeEach
    void publishAll() {
        api = VaultSimulator.start();
        alice = api.vault(Product.ALICE);
        alice.load(150, "full", "thumb");
        api.vault(Product.BOB).load(10, "full");
        try (Product product = Product.start(api, prefix)) {
            published.awaitAllOf(api, "alice", Product.ALICE);
            published.awaitAllOf(api, "bob", Product.BOB);
        }
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Commands.Result run(Map<String, String> more, String... args) {
        return new Commands(Product.settings(api, KafkaExtension.bootstrapServers(), prefix, more)).run(args);
    }

    private JsonNode audit(int exitCode, String... more) throws Exception {
        String[] args = new String[more.length + 2];
        args[0] = "audit";
        args[1] = "--json";
        System.arraycopy(more, 0, args, 2, more.length);
        Commands.Result result = run(Map.of("vault.sweep.pages-per-minute", "6000"), args);
        assertThat(result.exitCode()).as(result.out() + result.err()).isEqualTo(exitCode);
        assertThat(result.out()).doesNotContain(Product.ALICE, Product.BOB);
        return new ObjectMapper().readTree(result.out());
    }

    /** The faults that were found, and how often. */
    private static Map<String, Integer> faults(JsonNode report) {
        return report.get("faults").properties().stream()
                .filter(fault -> fault.getValue().get("count").asInt() > 0)
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        fault -> fault.getValue().get("count").asInt()));
    }

    private static void send(ProducerRecord<byte[], byte[]> record) throws Exception {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", KafkaExtension.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            Future<?> sent = producer.send(record);
            sent.get();
        }
    }

    private static ProducerRecord<byte[], byte[]> again(ConsumerRecord<byte[], byte[]> record, String id) {
        ProducerRecord<byte[], byte[]> copy = new ProducerRecord<>(
                record.topic(), record.partition(), record.key(), record.value(), record.headers());
        copy.headers().remove("ce_id").add("ce_id", id.getBytes(UTF_8));
        copy.headers().remove("ce_foundby").add("ce_foundby", "incremental".getBytes(UTF_8));
        return copy;
    }

    private ConsumerRecord<byte[], byte[]> ofAlice() {
        return published.variants().stream()
                .filter(record -> Published.header(record, "ce_id").startsWith("alice/"))
                .findFirst()
                .orElseThrow();
    }

    private ProducerRecord<byte[], byte[]> entry(String mediaId, String label, Instant storedAt, int shard) {
        return LedgerEntry.variant(
                        CONNECTION, LedgerEntry.variantHash(mediaId, label), List.of(storedAt.toEpochMilli()))
                .toRecord(topics.ledger(), shard);
    }

    @Test
    void findsNothingWhereNothingIsWrong() throws Exception {
        JsonNode report = audit(0, "--against-api");

        assertThat(faults(report)).isEmpty();
        assertThat(report.get("records").asInt()).isEqualTo(310);
        assertThat(report.get("entries").asInt()).isEqualTo(310);
        assertThat(report.get("listed").asInt()).isEqualTo(310);

        Commands.Result text = run(Map.of(), "audit");
        assertThat(text.exitCode()).isZero();
        assertThat(text.lines())
                .contains("compared 310 records with 310 ledger entries", "The audit's result is √")
                .allMatch(line -> line.length() <= 80);

        Commands.Result nowhere = run(Map.of("vault.topic.prefix", prefix + "-other"), "audit");
        assertThat(nowhere.exitCode()).isOne();
        assertThat(nowhere.err()).contains("there is no ledger " + prefix + "-other.ledger");
    }

    /** Records of items, as whole events, in topics of each connection. */
    @Test
    void readsEveryFormOfRecords() throws Exception {
        String other = prefix + "-items";
        Map<String, String> forms = Map.of(
                "vault.publish.granularity", "item",
                "vault.publish.cloudevents", "structured",
                "vault.topic.name", "{prefix}.{connection}.{type}",
                "vault.sweep.pages-per-minute", "6000");
        Commands commands = new Commands(Product.settings(api, KafkaExtension.bootstrapServers(), other, forms));
        try (Product product = Product.start(api, KafkaExtension.bootstrapServers(), other, forms)) {
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> {
                JsonNode report = new ObjectMapper()
                        .readTree(commands.run("audit", "--json").out());
                assertThat(report.path("entries").asInt()).isEqualTo(310);
            });
        }
        Commands.Result result = commands.run("audit", "--against-api", "--json");
        assertThat(result.exitCode()).as(result.out() + result.err()).isZero();
        JsonNode report = new ObjectMapper().readTree(result.out());
        assertThat(report.get("records").asInt()).as("one of each item").isEqualTo(160);
        assertThat(report.get("listed").asInt()).isEqualTo(310);
    }

    @Test
    void findsWhatIsLost() throws Exception {
        alice.store("lost", "full", old);
        alice.store("due", "full");

        JsonNode report = audit(1, "--against-api");

        assertThat(faults(report)).isEqualTo(Map.of("lost", 1));
        assertThat(report.at("/faults/lost/examples/0").asText()).startsWith("alice lost/full, stored ");
        assertThat(report.at("/explained/not-due").asInt()).isOne();
    }

    @Test
    void aRewindExplainsWhatIsRepeated() throws Exception {
        ConsumerRecord<byte[], byte[]> record = ofAlice();
        ProducerRecord<byte[], byte[]> again = again(record, Published.header(record, "ce_id"));
        again.headers().remove("ce_foundby").add("ce_foundby", "rewind".getBytes(UTF_8));
        send(again);

        JsonNode report = audit(0);
        assertThat(faults(report)).isEmpty();
        assertThat(report.at("/explained/rewound").asInt()).isOne();
    }

    @Test
    void findsEachFaultThatIsPlanted() throws Exception {
        ConsumerRecord<byte[], byte[]> record = ofAlice();
        String mediaId = Published.value(record).get("mediaId").asText();
        int shard = CONNECTION.shard(2);
        send(again(record, Published.header(record, "ce_id")));
        send(again(record, "alice/torn/full@" + Instant.now().toEpochMilli()));
        send(entry("dropped", "full", Instant.now(), shard));
        send(again(record, "alice/" + mediaId + "/720@" + old.toEpochMilli()));
        send(entry(mediaId, "720", old, shard));
        send(entry("misplaced", "full", old, 1 - shard));

        assertThat(faults(audit(1)))
                .isEqualTo(Map.of("repeated", 1, "torn-record", 1, "torn-entry", 1, "out-of-order", 1, "misplaced", 1));

        Commands.Result withOwnSteps = run(Map.of("vault.variant.via", "direct:mine"), "audit", "--json");
        JsonNode report = new ObjectMapper().readTree(withOwnSteps.out());
        assertThat(faults(report)).doesNotContainKey("torn-entry").hasSize(4);
        assertThat(report.at("/explained/own-steps").asInt()).isOne();
    }

    @Test
    void retentionExplainsWhatKafkaHasDeleted() throws Exception {
        Map<TopicPartition, RecordsToDelete> all = published.variants().stream()
                .collect(Collectors.toMap(
                        record -> new TopicPartition(record.topic(), record.partition()),
                        record -> RecordsToDelete.beforeOffset(-1),
                        (one, other) -> one));
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaExtension.bootstrapServers()))) {
            admin.deleteRecords(all).all().get();
        }
        assertThat(audit(0, "--against-api").at("/explained/retention").asInt()).isEqualTo(310);
    }
}
