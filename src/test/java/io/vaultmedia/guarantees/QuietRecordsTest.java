package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.api.VaultSimulator;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 7, quiet about secrets: no byte of a record shows the API key, or the id of a connection that has an alias; with
 * {@code vault.publish.url=omit}, none shows a signed URL either.
 */
@WithKafka
class QuietRecordsTest {

    private static final String POISON = "{\"id\":\"66\",\"type\":7,\"of\":\"" + Product.ALICE
            + "\",\"media\":{\"full\":{\"url\":\"https://media.ofauth.com/v2/signed\"}}}";

    private final String prefix = KafkaExtension.freshPrefix();

    @Test
    void recordsShowNoIdAndNoKey() {
        List<ConsumerRecord<byte[], byte[]>> records = publish(Map.of());

        assertNone(records, Product.ALICE);
        assertThat(records).anyMatch(record -> text(record).contains("https://media.ofauth.com/"));
    }

    @Test
    void recordsShowNoAddressIfAddressesAreOmitted() {
        List<ConsumerRecord<byte[], byte[]>> records = publish(Map.of("vault.publish.url", "omit"));

        assertNone(records, "https://");
        assertNone(records, "media.ofauth.com");
        assertNone(records, Product.ALICE);
    }

    @Test
    void recordsGoToTheTopicsThatSettingsName() {
        List<ConsumerRecord<byte[], byte[]>> records = publish(Map.of(
                "vault.topic.name", "{prefix}.of-{connection}.{type}",
                "vault.topic.dead-letter", "{prefix}.of-{prefix}",
                "vault.publish.dead-letter-kafka-header", "true"));

        assertThat(records)
                .extracting(ConsumerRecord::topic)
                .contains(prefix + ".of-alice.image", prefix + ".of-" + prefix);
        assertThat(withoutProgress(records)).hasSize(41);
    }

    /** Returns all records of 20 items with two variants each, and of one that cannot be read. */
    private List<ConsumerRecord<byte[], byte[]>> publish(Map<String, String> settings) {
        Published published = Published.of(prefix);
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(Product.ALICE).load(20, "full", "thumb");
            api.vault(Product.BOB);
            try (Product product = Product.start(api, KafkaExtension.bootstrapServers(), prefix, settings)) {
                Awaitility.await()
                        .until(() -> withoutProgress(published.below("")).count() >= 40);
                api.faults(Product.ALICE)
                        .replaceNext(("{\"items\":[" + POISON + "]}").getBytes(StandardCharsets.UTF_8));
                Awaitility.await()
                        .until(() -> withoutProgress(published.below("")).count() >= 41);
            }
            List<ConsumerRecord<byte[], byte[]>> records = published.below("");
            assertNone(records, api.apiKey());
            return records;
        }
    }

    private static Stream<String> withoutProgress(List<ConsumerRecord<byte[], byte[]>> records) {
        return records.stream().map(ConsumerRecord::topic).filter(topic -> !topic.endsWith(".progress"));
    }

    private static void assertNone(List<ConsumerRecord<byte[], byte[]>> records, String secret) {
        assertThat(records.stream().map(QuietRecordsTest::text).filter(text -> text.contains(secret)))
                .as("records with %s", secret)
                .isEmpty();
    }

    private static String text(ConsumerRecord<byte[], byte[]> record) {
        List<String> parts =
                new ArrayList<>(List.of(record.topic(), Published.text(record.key()), Published.text(record.value())));
        record.headers().forEach(header -> parts.add(header.key() + "=" + Published.text(header.value())));
        return String.join(" ", parts);
    }
}
