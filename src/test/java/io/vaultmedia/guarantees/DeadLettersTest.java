package io.vaultmedia.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.event.Topics;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.sandbox.api.Vault;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Guarantee 1 for the command dead-letters: what it replays is published once, even if it is killed in the middle. */
@WithKafka
class DeadLettersTest {

    private static final Connection CONNECTION = new Connection("alice", Product.ALICE);
    private static final long STORED_AT = Instant.parse("2026-11-20T09:12:44Z").toEpochMilli();
    private static final String VARIANT = "\"quality\":\"full\",\"sizeBytes\":1,\"contentType\":\"image/jpeg\","
            + "\"accessCount\":0,\"createdAt\":1,\"expiresAt\":2,\"storedAt\":" + STORED_AT + ",\"lastAccessedAt\":4,"
            + "\"url\":\"https://media.ofauth.com/x\"";

    private final String prefix = KafkaExtension.freshPrefix();
    private final Topics topics = new Topics(prefix);
    private final Published published = Published.of(prefix);
    private VaultSimulator api;

    @BeforeEach
    void publish() {
        api = VaultSimulator.start();
        api.vault(Product.ALICE).load(5, "full");
        api.vault(Product.BOB);
        try (Product product = Product.start(api, prefix)) {
            published.awaitAllOf(api, "alice", Product.ALICE);
        }
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Commands commands(Map<String, String> more, Map<String, Object> beans) {
        return new Commands(Product.settings(api, KafkaExtension.bootstrapServers(), prefix, more), beans);
    }

    private Commands.Result run(String... args) {
        return commands(Map.of(), Map.of()).run(args);
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

    private void sendLetter(String mediaId, String reason, String value) throws Exception {
        ProducerRecord<byte[], byte[]> letter =
                new ProducerRecord<>(topics.deadLetter(), ("alice/" + mediaId).getBytes(UTF_8), value.getBytes(UTF_8));
        Map.of("dl_reason", reason, "dl_detail", "planted", "dl_connection", "alice", "dl_page", "backfill 1")
                .forEach((name, text) -> letter.headers().add(name, text.getBytes(UTF_8)));
        send(letter);
    }

    /** An item that an older version could not read, say. */
    private void sendReadableItem(String mediaId) throws Exception {
        sendLetter(
                mediaId,
                "wrong-shape",
                "{\"id\":\"" + mediaId + "\",\"type\":\"image\",\"duration\":null,\"media\":{\"full\":{\"status\":"
                        + "\"stored\"," + VARIANT + "}}}");
    }

    /** A variant that the ledger knows as handled, but that was not published. */
    private void sendVariant(String mediaId, String reason) throws Exception {
        long keyHash = LedgerEntry.variantHash(mediaId, "full");
        for (LedgerEntry entry : List.of(
                LedgerEntry.variant(CONNECTION, keyHash, List.of(STORED_AT)),
                LedgerEntry.unpublished(CONNECTION, keyHash, List.of(STORED_AT)))) {
            send(entry.toRecord(topics.ledger(), CONNECTION.shard(2)));
        }
        sendLetter(
                mediaId,
                reason,
                "{\"connection\":\"alice\",\"mediaId\":\"" + mediaId + "\",\"type\":\"image\",\"duration\":null,"
                        + "\"label\":\"full\"," + VARIANT + "}");
    }

    private static String idOf(String mediaId) {
        return "alice/" + mediaId + "/full@" + STORED_AT;
    }

    @Test
    void listsAndShowsThem() throws Exception {
        sendReadableItem("a");
        sendVariant("b", "refused");
        sendVariant("c", "refused");

        Commands.Result list = run("dead-letters", "list");
        assertThat(list.exitCode()).as(list.err()).isZero();
        assertThat(list.lines())
                .contains("3 dead letters", "    planted")
                .anyMatch(line -> line.matches("refused +2 #{20} last .*"))
                .anyMatch(line -> line.matches("wrong-shape +1 #{10} +last .*"))
                .allMatch(line -> line.length() <= 80);
        assertThat(run("dead-letters", "list", "--reason", "wrong-shape").out()).startsWith("1 dead letter\n");
        assertThat(run("dead-letters", "list", "--since", "2999-01-01T00:00:00Z")
                        .out())
                .startsWith("0 dead letters\n");

        ConsumerRecord<byte[], byte[]> letter = published.deadLetters().get(0);
        assertThat(run("dead-letters", "show", letter.partition() + "@" + letter.offset())
                        .out())
                .contains("reason      ", "connection  alice", Published.text(letter.value()));
        assertThat(run("dead-letters", "show", "0@99").exitCode()).isOne();
    }

    @Test
    void replayPublishesWhatCanBePublishedNowOnce() throws Exception {
        sendReadableItem("a");
        sendVariant("b", "refused");
        sendLetter("c", "wrong-shape", "{\"id\":\"c\"}");
        sendLetter("d", "not-json", "");

        Commands.Result dry = run("dead-letters", "replay", "--dry-run");
        assertThat(dry.out()).contains("2 sent", "dry run");
        assertThat(published.ids()).hasSize(5);

        Commands.Result replay = run("dead-letters", "replay");
        assertThat(replay.exitCode()).as(replay.err()).isZero();
        assertThat(replay.out()).contains("2 sent", "1 still not a media item", "1 without all of its bytes");
        assertThat(run("dead-letters", "replay").out())
                .contains("2 published before")
                .doesNotContain("sent");

        assertThat(published.ids()).hasSize(7).contains(idOf("a"), idOf("b")).doesNotHaveDuplicates();
        Commands.Result audit = run("audit");
        assertThat(audit.exitCode()).as(audit.out() + audit.err()).isZero();
    }

    @Test
    void replayMakesTheRecordsThatAScanMakes() throws Exception {
        sendReadableItem("a");
        Map<String, String> forms =
                Map.of("vault.publish.granularity", "item", "vault.publish.cloudevents", "structured");

        assertThat(commands(forms, Map.of()).run("dead-letters", "replay").out())
                .contains("1 sent");
        ConsumerRecord<byte[], byte[]> record = published.variants().stream()
                .filter(one -> Published.text(one.key()).equals("alice/a"))
                .findFirst()
                .orElseThrow();
        assertThat(Published.value(record).path("id").asText()).isEqualTo(idOf("a") + "+0");
        assertThat(Published.value(record).at("/data/variants/0/storedAt").asLong())
                .isEqualTo(STORED_AT);
        assertThat(commands(forms, Map.of()).run("dead-letters", "replay").out())
                .contains("1 published before");
    }

    @Test
    void theScansOfARunningReplicaKnowWhatWasReplayed() throws Exception {
        Vault alice = api.vault(Product.ALICE);
        try (Product product = Product.start(api, prefix)) {
            long requests = api.requests().count(Product.ALICE);
            await().until(() -> api.requests().count(Product.ALICE) > requests + 2);
            sendReadableItem("a");
            Commands.Result replay = run("dead-letters", "replay");
            assertThat(replay.exitCode()).as(replay.err()).isZero();
            alice.store("a", "full", Instant.ofEpochMilli(STORED_AT));
            alice.store("b", "full");
            await().untilAsserted(() -> assertThat(published.ids()).anyMatch(id -> id.startsWith("alice/b/")));
        }
        try (Product product =
                Product.start(api, KafkaExtension.bootstrapServers(), prefix, Map.of("vault.sweep.interval", "1s"))) {
            long requests = api.requests().count(Product.ALICE);
            await().until(() -> api.requests().count(Product.ALICE) > requests + 10);
        }
        assertThat(published.ids()).hasSize(7).contains(idOf("a")).doesNotHaveDuplicates();
    }

    @Test
    void aReplayThatIsKilledIsRepeatedWithoutARepeatedRecord() throws Exception {
        sendReadableItem("a");
        sendVariant("b", "too-large");
        for (boolean isCommitted : List.of(false, true)) {
            Commands.Result killed = commands(
                            Map.of("camel.component.kafka.kafka-client-factory", "#bean:killed"),
                            Map.of("killed", new KilledAtCommit(isCommitted)))
                    .run("dead-letters", "replay");
            assertThat(killed.exitCode()).isOne();
        }
        assertThat(run("dead-letters", "replay").out()).contains("2 published before");

        assertThat(published.ids()).hasSize(7).contains(idOf("a"), idOf("b")).doesNotHaveDuplicates();
    }

    @Test
    void whatKafkaRefusesAgainBecomesANewLetterThatCountsTheAttempts() throws Exception {
        sendVariant("a", "refused");
        sendReadableItem("b");
        setMaxBytes("500");

        assertThat(run("dead-letters", "replay", "--reason", "refused", "--max-attempts", "2")
                        .out())
                .contains("1 refused again");
        assertThat(run("dead-letters", "replay", "--reason", "refused", "--max-attempts", "2")
                        .out())
                .contains("1 refused again", "1 published before");
        assertThat(run("dead-letters", "replay", "--reason", "refused", "--max-attempts", "2")
                        .out())
                .contains("1 refused too often", "2 published before");
        assertThat(published.deadLetters())
                .filteredOn(letter -> Published.header(letter, "dl_reason").equals("refused"))
                .extracting(letter -> Published.headers(letter).getOrDefault("dl_attempts", "0"))
                .containsExactlyInAnyOrder("0", "1", "2");

        setMaxBytes("100000");
        assertThat(run("dead-letters", "replay", "--max-attempts", "3").out()).contains("2 sent");
        assertThat(published.ids()).hasSize(7).contains(idOf("a"), idOf("b")).doesNotHaveDuplicates();
    }

    private void setMaxBytes(String bytes) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, prefix + ".image");
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaExtension.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(set))).all().get();
        }
    }

    /** Only the product has the host's steps: it offers the variants to them again. */
    @Test
    void withOwnStepsTheNextSweepOffersThem() throws Exception {
        api.vault(Product.ALICE).store("a", "full", Instant.ofEpochMilli(STORED_AT));
        sendVariant("a", "step-failed");

        assertThat(commands(Map.of("vault.variant.via", "direct:mine"), Map.of())
                        .run("dead-letters", "replay")
                        .out())
                .contains("1 marked as not published");
        try (Product product =
                Product.start(api, KafkaExtension.bootstrapServers(), prefix, Map.of("vault.sweep.interval", "1s"))) {
            await().untilAsserted(() -> assertThat(published.ids()).contains(idOf("a")));
        }
        assertThat(run("dead-letters", "replay").out()).contains("1 published before");
        assertThat(published.ids()).hasSize(6).doesNotHaveDuplicates();
    }
}
