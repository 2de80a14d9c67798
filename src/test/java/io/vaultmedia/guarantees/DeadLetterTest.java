package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.api.VaultSimulator;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 2, nothing missed: an invalid item goes to the dead-letter topic once, as it was received; the rest of its page
 * is published with it.
 */
@WithKafka
class DeadLetterTest {

    private static final String POISON = "{ \"id\":\"66\", \"type\" : \"image\",\"duration\":null, \"media\":[\"é\"] }";
    private static final String GOOD = "{\"id\":\"%d\",\"type\":\"image\",\"duration\":null,\"media\":{\"full\":{"
            + "\"status\":\"stored\",\"quality\":\"full\",\"sizeBytes\":1,\"contentType\":\"image/jpeg\",\"accessCount\":0,"
            + "\"createdAt\":1,\"expiresAt\":2,\"storedAt\":1796004686692,\"lastAccessedAt\":4,\"url\":\"https://media.ofauth.com/x\"}}}";

    private final String prefix = KafkaExtension.freshPrefix();

    @Test
    void goesOutInTheTransactionOfItsPageAndOnlyOnce() {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(Product.ALICE);
            api.vault(Product.BOB);
            for (int poll = 0; poll < 3; poll++) {
                api.faults(Product.ALICE).replaceNext(page());
            }
            try (Product product = Product.start(api, prefix)) {
                Awaitility.await().until(() -> api.requests().count(Product.ALICE) >= 6);
            }
        }
        Published published = Published.of(prefix);
        assertThat(published.ids()).hasSize(99).doesNotHaveDuplicates();
        assertThat(published.deadLetters()).hasSize(1);
        ConsumerRecord<byte[], byte[]> letter = published.deadLetters().get(0);
        assertThat(Published.text(letter.key())).isEqualTo("alice/66");
        assertThat(Published.text(letter.value())).isEqualTo(POISON);
        assertThat(Published.headers(letter))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "dl_reason", "wrong-shape",
                        "dl_detail", "media is not an object",
                        "dl_connection", "alice",
                        "dl_page", "backfill 1"));
        assertThat(Duration.ofMillis(System.currentTimeMillis() - letter.timestamp()))
                .isLessThan(Duration.ofMinutes(5));
    }

    /** Guarded by brackets and quotes alone, the neighbours of a broken entry are found at each place. */
    @Test
    void costsNoneOfItsNeighboursAtTheFirstTheMiddleAndTheLastPlace() {
        List<String> poisons = List.of(POISON, "{\"id\":\"67\",\"type\":NaN}", "17");
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(Product.ALICE);
            api.vault(Product.BOB);
            api.faults(Product.ALICE)
                    .replaceNext(("{\"items\":[" + poisons.get(0) + "," + GOOD.formatted(1) + "," + poisons.get(1) + ","
                                    + GOOD.formatted(2) + "," + poisons.get(2) + "]}")
                            .getBytes(StandardCharsets.UTF_8));
            try (Product product = Product.start(api, prefix)) {
                Awaitility.await().until(() -> api.requests().count(Product.ALICE) >= 3);
            }
        }
        Published published = Published.of(prefix);
        assertThat(published.ids()).hasSize(2).doesNotHaveDuplicates();
        assertThat(published.deadLetters())
                .extracting(letter -> Published.text(letter.value()))
                .containsExactlyInAnyOrderElementsOf(poisons);
    }

    private static byte[] page() {
        StringBuilder items = new StringBuilder();
        for (int i = 1; i < 100; i++) {
            items.append(GOOD.formatted(100 + i)).append(i == 50 ? "," + POISON + "," : i < 99 ? "," : "");
        }
        return ("{\"items\":[" + items + "]}").getBytes(StandardCharsets.UTF_8);
    }
}
