package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.api.Vault;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 3, in order: the variants of a media item keep their order; an incremental scan publishes the oldest first.
 */
@WithKafka
class OrderTest {

    private final String prefix = KafkaExtension.freshPrefix();

    @Test
    void keepsTheOrderInWhichEachMediaItemWasStored() {
        try (VaultSimulator api = VaultSimulator.start()) {
            Vault alice = api.vault(Product.ALICE);
            alice.load(120, "thumb");
            List<String> ids = alice.items().stream().map(item -> item.id()).toList();
            try (Product product = Product.start(api, prefix)) {
                Published published = Published.of(prefix);
                published.awaitAllOf(api, "alice", Product.ALICE);
                for (String label : List.of("preview", "full", "thumb", "full")) {
                    ids.forEach(id -> alice.store(id, label));
                    published.awaitAllOf(api, "alice", Product.ALICE);
                }
                assertThat(published.variants()).hasSize(5 * 120);
                assertInOrderOfStorage(published.variants());
            }
        }
    }

    @Test
    void publishesOldestFirstWithinAnIncrementalScan() {
        try (VaultSimulator api = VaultSimulator.start()) {
            Vault alice = api.vault(Product.ALICE);
            try (Product product = Product.start(api, prefix)) {
                alice.store("first", "full");
                Published published = Published.of(prefix);
                published.awaitAllOf(api, "alice", Product.ALICE);
                api.faults(Product.ALICE).hang();
                // Its page is read already, so that no poll sees a part of what follows.
                Awaitility.await().until(() -> api.faults(Product.ALICE).hanging() == 1);
                Instant start = Instant.now();
                for (int i = 249; i >= 0; i--) {
                    alice.store("item-" + i % 50, "label-" + i, start.plus(Duration.ofMillis(i)));
                }
                api.faults(Product.ALICE).release();
                api.faults(Product.ALICE).clear();
                published.awaitAllOf(api, "alice", Product.ALICE);
                assertInOrderOfStorage(published.variants());
            }
        }
    }

    private static void assertInOrderOfStorage(List<ConsumerRecord<byte[], byte[]>> records) {
        Map<String, Long> last = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records) {
            String key = Published.text(record.key());
            long storedAt = Published.value(record).get("storedAt").asLong();
            Long before = last.put(key, storedAt);
            assertThat(before == null || before <= storedAt)
                    .as("%s: %s, then %s", key, before, storedAt)
                    .isTrue();
        }
    }
}
