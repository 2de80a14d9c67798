package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.status.VaultStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.assertj.core.api.ThrowingConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantees 1, 2 and 4 with a record that Kafka refuses for itself: it is a dead letter, and all others are published. */
@WithKafka
class RefusedRecordTest {

    /** Each thumb gets a text that the topic does not take, and that no compression makes smaller. */
    private static final String LARGE_THUMBS = """
            - route:
                id: my-steps
                from:
                  uri: direct:my-steps
                  steps:
                    - filter:
                        simple: {expression: "${body.label} == 'thumb'"}
                        steps:
                          - setHeader:
                              name: CamelKafkaOverrideTopic
                              constant: {expression: "{{vault.topic.prefix}}.image"}
                          - setBody: {constant: {expression: "%s"}}
                    - to: {uri: "direct:vault-publish-variant"}
            """;

    /** All but the thumbs. Most of them still wait for a full batch when Kafka refuses a thumb. */
    private static final int PUBLISHED = 64;

    private final String prefix = KafkaExtension.freshPrefix();

    @TempDir
    private Path folder;

    @Test
    void aRecordThatTheTopicDoesNotTakeBecomesADeadLetter() throws Exception {
        createTopic("image", 3_000);
        publish();

        assertThat(Published.of(prefix).deadLetters()).hasSize(2).allSatisfy(letter -> {
            assertThat(Published.headers(letter))
                    .containsEntry("dl_reason", "refused")
                    .containsEntry("dl_detail", "media.thumb: Kafka refused its record: RecordTooLarge");
            assertThat(Published.value(letter).path("label").asText()).isEqualTo("thumb");
        });
    }

    /** However little the dead-letter topic takes. */
    @Test
    void aDeadLetterThatKafkaRefusesGoesOutWithoutItsValue() throws Exception {
        createTopic("image", 3_000);
        createTopic("dead-letter", 450);
        publish();

        assertThat(Published.of(prefix).deadLetters()).hasSize(2).allSatisfy(letter -> {
            assertThat(letter.value()).isEmpty();
            assertThat(Published.header(letter, "dl_detail")).contains("which Kafka refused");
        });
    }

    /** The other connections go on. Nothing is lost: once the topic takes the letters, all is published. */
    @Test
    void aConnectionWhoseDeadLetterKafkaRefusesInAnyFormWaitsUntilItIsTaken() throws Exception {
        createTopic("image", 3_000);
        createTopic("dead-letter", 100);
        publish(product -> {
            VaultStatus status = product.context().getRegistry().lookupByNameAndType("vaultStatus", VaultStatus.class);
            await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(status.json())
                    .contains("refuses the dead letter of", "raise its max.message.bytes"));
            assertThat(Published.of(prefix).ids()).hasSize(2).allMatch(id -> id.startsWith("bob/"));
            assertThat(Published.of(prefix).deadLetters()).isEmpty();
            setMaxBytes("dead-letter", "450");
        });

        assertThat(Published.of(prefix).deadLetters()).hasSize(2);
    }

    private void setMaxBytes(String kind, String bytes) throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, prefix + "." + kind);
        AlterConfigOp set = new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaExtension.bootstrapServers()))) {
            admin.incrementalAlterConfigs(Map.of(topic, List.of(set))).all().get();
        }
    }

    private void createTopic(String kind, int maxMessageBytes) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaExtension.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic(prefix + "." + kind, Optional.of(1), Optional.empty())
                            .configs(Map.of("max.message.bytes", Integer.toString(maxMessageBytes)))))
                    .all()
                    .get();
        }
    }

    private void publish() throws Exception {
        publish(product -> {});
    }

    private void publish(ThrowingConsumer<Product> meanwhile) throws Exception {
        Path file = Files.writeString(folder.resolve("my-steps.camel.yaml"), LARGE_THUMBS.formatted(noise(8_000)));
        Map<String, String> settings = Map.of(
                "vault.variant.via",
                "direct:my-steps",
                "vault.backoff.max",
                "2s",
                "camel.main.routes-include-pattern",
                "classpath:io/vaultmedia/routes/*.camel.yaml,file:" + file);
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(Product.ALICE).load(2, "full", "thumb");
            api.vault(Product.ALICE).load(60, "full");
            api.vault(Product.BOB).load(2, "full");
            try (Product product = Product.start(api, KafkaExtension.bootstrapServers(), prefix, settings)) {
                meanwhile.accept(product);
                await().atMost(Duration.ofMinutes(2)).untilAsserted(() -> {
                    assertThat(Published.of(prefix).ids()).hasSize(PUBLISHED);
                    assertThat(Published.of(prefix).deadLetters()).hasSize(2);
                });
                long before = api.requests().count(Product.ALICE);
                await().until(() -> api.requests().count(Product.ALICE) >= before + 4);
            }
        }
        assertThat(Published.of(prefix).ids()).hasSize(PUBLISHED).doesNotHaveDuplicates();
    }

    private static String noise(int length) {
        return new Random(1)
                .ints(length, 'A', 'z' + 1)
                .filter(Character::isLetter)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
