package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.event.Schemas;
import io.vaultmedia.sandbox.api.StoredVariant;
import io.vaultmedia.sandbox.api.Vault;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 2, nothing missed, as consumers see it: what the progress topic says to be complete is complete, and it says nothing
 * of a connection that fails.
 */
@WithKafka
class CompleteUpToTest {

    private static final Map<String, String> OFTEN =
            Map.of("vault.progress.interval", "400ms", "vault.scan.overlap", "0s");

    private final String prefix = KafkaExtension.freshPrefix();
    private final Published published = Published.of(prefix);

    @Test
    void whatItSpeaksOfIsThere() {
        try (VaultSimulator api = VaultSimulator.start()) {
            Vault alice = api.vault(Product.ALICE);
            api.vault(Product.BOB);
            alice.load(150, "full", "thumb");
            try (Product product = start(api)) {
                for (int i = 0; i < 6; i++) {
                    String item = "new-" + i;
                    alice.store(item, "full");
                    long before = said("alice");
                    Awaitility.await().until(() -> said("alice") > before);
                    assertComplete(alice);
                }
            }
            assertThat(published.in("progress")).allSatisfy(record -> {
                Schemas.assertValid("connection-progress.v1.json", record.value());
                assertThat(Published.header(record, "ce_type"))
                        .isEqualTo("com.ofauth.vault.media.connection.progressed.v1");
                assertThat(Published.text(record.key())).isIn("alice", "bob");
            });
            published.variants().forEach(record -> Schemas.assertValid("stored-variant.v1.json", record.value()));
        }
    }

    /** As docs/records.md tells consumers: the progress first, then the other topics, up to what was written by then. */
    private void assertComplete(Vault vault) {
        ConsumerRecord<byte[], byte[]> last = last("alice");
        long verifiedUpTo = Published.value(last).get("verifiedUpTo").asLong();
        long total = Published.value(last).get("publishedTotal").asLong();
        Set<String> ids = published.writtenVariants().stream()
                .map(record -> Published.header(record, "ce_id"))
                .collect(Collectors.toSet());
        assertThat(ids).hasSizeGreaterThanOrEqualTo((int) total);
        assertThat(vault.everStored().stream()
                        .filter(variant -> variant.storedAt() < verifiedUpTo)
                        .map(CompleteUpToTest::idOf))
                .isSubsetOf(ids);
    }

    private static String idOf(StoredVariant variant) {
        return Published.idOf("alice", variant);
    }

    @Test
    void countsOnAfterARestart() {
        try (VaultSimulator api = VaultSimulator.start()) {
            Vault alice = api.vault(Product.ALICE);
            api.vault(Product.BOB);
            alice.load(10, "full");
            try (Product product = start(api)) {
                awaitTotal(10);
            }
            alice.store("one-more", "full");
            try (Product product = start(api)) {
                awaitTotal(11);
            }
            assertThat(totals()).as("the total never goes back").isSorted();
        }
    }

    @Test
    void isSilentOfAConnectionThatFailsAndOfNoOther() {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(Product.ALICE);
            api.vault(Product.BOB);
            try (Product product = start(api)) {
                Awaitility.await().until(() -> said("alice") > 0 && said("bob") > 0);
                api.faults(Product.ALICE).failNext(1_000, 500, Map.of(), "");
                Awaitility.await().until(() -> api.faults(Product.ALICE).planned() < 1_000);
                AtomicLong last = new AtomicLong();
                Awaitility.await() // What it said before may wait for a second until others share its transaction.
                        .during(Duration.ofSeconds(2))
                        .until(() -> said("alice") == last.getAndSet(said("alice")));
                long alice = last.get();
                long bob = said("bob");
                Awaitility.await().until(() -> said("bob") >= bob + 4);
                assertThat(said("alice")).isEqualTo(alice);
                api.faults(Product.ALICE).clear();
                Awaitility.await().until(() -> said("alice") > alice);
            }
        }
    }

    private Product start(VaultSimulator api) {
        return Product.start(api, KafkaExtension.bootstrapServers(), prefix, OFTEN);
    }

    private void awaitTotal(long total) {
        Awaitility.await().until(() -> totals().contains(total));
    }

    private List<Long> totals() {
        return of("alice").stream()
                .map(record -> Published.value(record).get("publishedTotal").asLong())
                .toList();
    }

    private long said(String connection) {
        return of(connection).size();
    }

    private ConsumerRecord<byte[], byte[]> last(String connection) {
        List<ConsumerRecord<byte[], byte[]>> all = of(connection);
        return all.get(all.size() - 1);
    }

    private List<ConsumerRecord<byte[], byte[]>> of(String connection) {
        return published.in("progress").stream()
                .filter(record -> Published.text(record.key()).equals(connection))
                .toList();
    }
}
