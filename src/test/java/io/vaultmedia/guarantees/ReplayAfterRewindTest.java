package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.ops.VaultControl;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 1 for a variant that Kafka has refused: a rewind publishes it, or a replay of its dead letter does, but not both,
 * however many letters it has.
 */
@WithKafka
class ReplayAfterRewindTest {

    private static final String TOO_SMALL = "100";
    private static final String LARGE_ENOUGH = "100000";

    private final String prefix = KafkaExtension.freshPrefix();
    private final Published published = Published.of(prefix);
    private VaultSimulator api;

    @BeforeEach
    void start() {
        api = VaultSimulator.start();
        api.vault(Product.ALICE).load(1, "full");
        api.vault(Product.BOB);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Product product() {
        return Product.start(
                api, KafkaExtension.bootstrapServers(), prefix, Map.of("vault.sweep.pages-per-minute", "60000"));
    }

    /** Publishes one variant; Kafka refuses the next one. */
    private void refuseOne(Product product) throws Exception {
        published.awaitAllOf(api, "alice", Product.ALICE);
        setMaxBytes(TOO_SMALL);
        api.vault(Product.ALICE).store("refused", "full");
        awaitLetters(product, 1);
    }

    private void awaitLetters(Product product, int count) {
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(lettersOfTheRefused()).hasSize(count));
        awaitScans(product);
    }

    private List<ConsumerRecord<byte[], byte[]>> lettersOfTheRefused() {
        return published.deadLetters().stream()
                .filter(letter -> Published.text(letter.key()).equals("alice/refused"))
                .toList();
    }

    /** Later scans find nothing more to do. */
    private void awaitScans(Product product) {
        long requests = api.requests().count(Product.ALICE);
        await().until(() -> api.requests().count(Product.ALICE) > requests + 4);
        assertThat(product.context().isStarted()).isTrue();
    }

    private static void rewind(Product product) {
        product.context()
                .getRegistry()
                .lookupByNameAndType("vaultControl", VaultControl.class)
                .rewind("alice", "beginning", true);
    }

    private List<String> idsOfTheRefused() {
        return published.ids().stream()
                .filter(id -> id.startsWith("alice/refused/"))
                .toList();
    }

    private String replay() {
        Commands.Result replay = new Commands(
                        Product.settings(api, KafkaExtension.bootstrapServers(), prefix, Map.of()))
                .run("dead-letters", "replay");
        assertThat(replay.exitCode()).as(replay.err()).isZero();
        return replay.out();
    }

    @Test
    void whatARewindHasPublishedIsNotReplayed() throws Exception {
        try (Product product = product()) {
            refuseOne(product);
            setMaxBytes(LARGE_ENOUGH);
            rewind(product);
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(idsOfTheRefused()).hasSize(1));
            awaitScans(product);
        }
        assertThat(replay()).contains("1 published before").doesNotContain("sent");

        assertThat(idsOfTheRefused()).hasSize(1);
    }

    @Test
    void oneOfSeveralLettersOfAVariantIsReplayed() throws Exception {
        try (Product product = product()) {
            refuseOne(product);
            rewind(product);
            awaitLetters(product, 2);
        }
        setMaxBytes(LARGE_ENOUGH);
        assertThat(replay()).contains("2 sent", "1 published before"); // The rewind ordered the other one, too.
        assertThat(replay()).contains("3 published before").doesNotContain("sent");

        assertThat(idsOfTheRefused()).hasSize(1);
        assertThat(published.ids()).hasSize(3);
    }

    private void setMaxBytes(String bytes) throws Exception {
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET);
        Map<ConfigResource, Collection<AlterConfigOp>> changes = new HashMap<>();
        for (String type : List.of("image", "video", "audio")) {
            changes.put(new ConfigResource(ConfigResource.Type.TOPIC, prefix + "." + type), List.of(set));
        }
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaExtension.bootstrapServers()))) {
            admin.incrementalAlterConfigs(changes).all().get();
        }
    }
}
