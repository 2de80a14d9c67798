package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.api.ApiRequest;
import io.vaultmedia.sandbox.api.Vault;
import io.vaultmedia.sandbox.api.VaultItem;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 2, nothing missed, as far as it needs a sweep: rows later than the overlap, rows that slip between pages, and
 * removed rows.
 */
@WithKafka
class LateRowsTest {

    private static final Map<String, String> SWEEPING = Map.of(
            "vault.connections", "alice=" + Product.ALICE,
            "vault.sweep.interval", "2s",
            "vault.sweep.pages-per-minute", "6000",
            "vault.page.limit", "10",
            "vault.filter.labels", "full,thumb");

    private final String prefix = KafkaExtension.freshPrefix();
    private final Published published = Published.of(prefix);
    private VaultSimulator api;
    private Vault alice;

    @BeforeEach
    void fillTheVault() {
        api = VaultSimulator.start();
        alice = api.vault(Product.ALICE);
        alice.load(50, "full");
    }

    @AfterEach
    void close() {
        api.close();
    }

    @Test
    void aRowLaterThanTheOverlapArrivesWithTheNextSweepAndIsMarkedSo() {
        try (Product product = Product.start(api, KafkaExtension.bootstrapServers(), prefix, SWEEPING)) {
            published.awaitAllOf(api, "alice", Product.ALICE);
            alice.store("late", "full", Instant.now().minus(Duration.ofDays(3)));
            published.awaitAllOf(api, "alice", Product.ALICE);
        }
        assertThat(foundBy("late")).containsExactly("sweep");
        assertThat(published.ids()).hasSize(51);
    }

    /** What was on page 3 is on page 2 by then, and page 2 was read already. */
    @Test
    void aRowThatSlipsToAPageThatWasReadAlreadyArrivesOnce() {
        AtomicInteger left = new AtomicInteger(12);
        api.onRequest(request -> {
            if (isListing(request) && request.query().containsKey("cursor") && left.getAndDecrement() > 0) {
                alice.removeItem(alice.items().get(0).id());
            }
        });
        try (Product product = Product.start(api, KafkaExtension.bootstrapServers(), prefix, SWEEPING)) {
            Awaitility.await().until(() -> left.get() <= 0);
            Set<String> present = alice.items().stream().map(VaultItem::id).collect(Collectors.toSet());
            Awaitility.await().untilAsserted(() -> assertThat(published.ids())
                    .map(id -> id.replaceAll("alice/(.*)/full@.*", "$1"))
                    .containsAll(present));
            awaitSweeps(3);
        }
        assertThat(published.ids()).doesNotHaveDuplicates();
    }

    @Test
    void whatIsGoneLeavesTheLedgerAndNothingElseDoes() {
        List<VaultItem> items = alice.items();
        try (Product product = Product.start(api, KafkaExtension.bootstrapServers(), prefix, SWEEPING)) {
            published.awaitAllOf(api, "alice", Product.ALICE);
            for (int i = 0; i < 15; i++) {
                alice.removeItem(items.get(3 * i).id());
            }
            Awaitility.await().untilAsserted(() -> assertThat(published.ledger())
                    .filteredOn(entry -> entry.value() == null)
                    .hasSize(15));
            awaitSweeps(3);
        }
        assertThat(published.ledger())
                .filteredOn(entry -> entry.value() == null)
                .hasSize(15);
        assertThat(published.ids()).hasSize(50).doesNotHaveDuplicates();
    }

    @Test
    void aBackfillGoesOnWhereARestartInterruptedIt() {
        alice.load(950, "full");
        api.faults().latency(Duration.ofMillis(20));
        int pages = 100;
        for (int part = 1; part <= 3; part++) {
            long target = part * 25L;
            try (Product product = Product.start(api, KafkaExtension.bootstrapServers(), prefix, SWEEPING)) {
                Awaitility.await().until(() -> listings() >= target);
            }
        }
        Map<String, String> noSweeps = new HashMap<>(SWEEPING);
        noSweeps.put("vault.sweep.interval", "off");
        try (Product product = Product.start(api, KafkaExtension.bootstrapServers(), prefix, noSweeps)) {
            published.awaitAllOf(api, "alice", Product.ALICE);
        }
        assertThat(listings())
                .as("each restart fetches again only the pages that were fetched ahead")
                .isBetween((long) pages, pages + 3L * 2);
    }

    @Test
    void startsFromNow() {
        Map<String, String> fromNow = new HashMap<>(SWEEPING);
        fromNow.put("vault.start-from", "now");
        try (Product product = Product.start(api, KafkaExtension.bootstrapServers(), prefix, fromNow)) {
            Awaitility.await().until(() -> api.requests().count() > 2);
            alice.store("new", "full", Instant.now().plusSeconds(1));
            awaitSweeps(2);
            Awaitility.await().until(() -> !published.ids().isEmpty());
        }
        assertThat(published.ids()).singleElement().asString().startsWith("alice/new/");
    }

    @Test
    void startsFromAnInstant() {
        Instant then = Instant.now().minus(Duration.ofDays(30));
        alice.store("before", "full", then.minusMillis(1));
        alice.store("at", "full", then);
        Map<String, String> fromThen = new HashMap<>(SWEEPING);
        fromThen.put("vault.start-from", then.toString());
        try (Product product = Product.start(api, KafkaExtension.bootstrapServers(), prefix, fromThen)) {
            Awaitility.await().until(() -> published.ids().size() >= 51);
            awaitSweeps(2);
        }
        assertThat(published.ids()).hasSize(51).noneMatch(id -> id.contains("before"));
    }

    private void awaitSweeps(int more) {
        long target = sweeps() + more;
        Awaitility.await().until(() -> sweeps() >= target);
    }

    /** Counts the first pages of passes over everything. */
    private long sweeps() {
        return api.requests().last(Product.ALICE).stream()
                .filter(LateRowsTest::isListing)
                .filter(request -> !request.query().containsKey("cursor"))
                .count();
    }

    private long listings() {
        return api.requests().last(Product.ALICE).stream()
                .filter(LateRowsTest::isListing)
                .count();
    }

    private static boolean isListing(ApiRequest request) {
        return !request.query().containsKey("cachedAtFrom");
    }

    private List<String> foundBy(String mediaId) {
        return published.variants().stream()
                .filter(record -> Published.header(record, "ce_subject").startsWith(mediaId + "/"))
                .map((ConsumerRecord<byte[], byte[]> record) -> Published.header(record, "ce_foundby"))
                .toList();
    }
}
