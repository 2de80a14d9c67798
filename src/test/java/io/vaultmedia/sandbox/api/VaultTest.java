package io.vaultmedia.sandbox.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class VaultTest {
    private static final String CONNECTION = "conn_alice";
    private static final Instant NOON = Instant.parse("2026-06-07T12:00:00Z");

    private final AdjustableClock clock = AdjustableClock.standingAt(NOON);
    private final VaultSimulator simulator = VaultSimulator.start(clock);
    private final Vault vault = simulator.vault(CONNECTION);
    private final SimulatorClient client = new SimulatorClient(simulator, CONNECTION);

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void movesAVariantThroughItsLife() {
        String id = vault.observe(MediaType.VIDEO, "720").id();
        assertThat(variant(id).status()).isEqualTo(VariantStatus.PENDING);
        assertThat(vault.storing(id, "720").media().get("720").status()).isEqualTo(VariantStatus.STORING);
        clock.advance(Duration.ofSeconds(2));
        assertThat(vault.store(id, "720").media().get("720").storedAt()).isEqualTo(NOON.toEpochMilli() + 2000);
        vault.remove(id, "720");
        assertThat(variant(id).status()).isEqualTo(VariantStatus.REMOVED);
        assertThat(variant(id).storedAt()).isNull();
        clock.advance(Duration.ofSeconds(1));
        vault.store(id, "720");

        assertThat(variant(id).createdAt()).isEqualTo(NOON.toEpochMilli());
        assertThat(vault.everStored())
                .containsExactlyInAnyOrder(
                        new StoredVariant(id, "720", NOON.toEpochMilli() + 2000),
                        new StoredVariant(id, "720", NOON.toEpochMilli() + 3000));
    }

    @Test
    void remembersWhatIsRemoved() {
        vault.load(3, "full", "thumb");
        vault.removeItem(vault.items().get(1).id());
        vault.clear();

        assertThat(vault.size()).isZero();
        assertThat(vault.everStored()).hasSize(6);
    }

    @Test
    void anAccessIsNoStoring() {
        vault.store("1", "full");
        clock.advance(Duration.ofHours(1));
        vault.access("1", "full");

        VaultVariant variant = vault.item("1").orElseThrow().media().get("full");
        assertThat(variant.storedAt()).isEqualTo(NOON.toEpochMilli());
        assertThat(variant.lastAccessedAt()).isEqualTo(clock.millis());
        assertThat(vault.everStored()).hasSize(1);
    }

    @Test
    void pagesDirectlyInTheOrderOfInsertion() throws Exception {
        vault.load(250, "full");

        JsonNode second = client.page("cursor", "100");

        assertThat(SimulatorClient.ids(second)).hasSize(100);
        assertThat(second.get("nextCursor").asText()).isEqualTo("200");
        assertThat(client.page("cursor", "200").has("nextCursor")).isFalse();
        assertThat(client.page("cursor", "250").get("items")).isEmpty();
        assertThat(client.allIds("limit", "7"))
                .isEqualTo(vault.items().stream().map(VaultItem::id).toList());
    }

    @Test
    void anExactlyFullPageIsTheLast() throws Exception {
        vault.load(100, "full");

        assertThat(client.page("status", "stored").has("nextCursor")).isFalse();
        assertThat(client.page("sort", "cachedAt_asc").has("nextCursor")).isFalse();
    }

    @Test
    void rowsSlipBetweenPagesWhenOneIsRemoved() throws Exception {
        vault.load(150, "full");
        List<VaultItem> before = vault.items();

        List<String> first = SimulatorClient.ids(client.page());
        vault.removeItem(before.get(0).id());
        List<String> second = SimulatorClient.ids(client.page("cursor", "100"));

        assertThat(first).doesNotContain(before.get(100).id());
        assertThat(second).doesNotContain(before.get(100).id()).hasSize(49);
    }

    @Test
    void fillsPagesWhateverIsFilteredOut() throws Exception {
        vault.load(300, "full");
        for (int i = 0; i < 300; i += 3) {
            vault.remove(vault.items().get(i).id(), "full");
        }

        JsonNode page = client.page("status", "stored");

        assertThat(page.get("items")).hasSize(100);
        assertThat(page.get("nextCursor").asText()).isEqualTo("150");
        assertThat(client.allIds("status", "stored")).hasSize(200).doesNotHaveDuplicates();
        assertThat(client.allIds("status", "removed")).hasSize(100);
    }

    @Test
    void canLeavePagesShort() throws Exception {
        vault.load(300, "full");
        vault.filterAfterPaging(true);
        vault.items().subList(100, 200).forEach(item -> vault.remove(item.id(), "full"));

        JsonNode empty = client.page("status", "stored", "cursor", "100");

        assertThat(empty.get("items")).isEmpty();
        assertThat(empty.get("nextCursor").asText()).isEqualTo("200");
        assertThat(client.allIds("status", "stored")).hasSize(200);
    }

    @Test
    void aListedItemCarriesAllOfItsVariants() throws Exception {
        vault.observe("1", MediaType.IMAGE, NOON, "full", "thumb");
        vault.store("1", "full");

        assertThat(client.page("status", "stored").at("/items/0/media")).hasSize(2);
        vault.stripNonMatchingVariants(true);
        assertThat(client.page("status", "stored").at("/items/0/media")).hasSize(1);
    }

    @Test
    void oneVariantMustSatisfyAllThatIsAskedOfVariants() throws Exception {
        vault.observe("1", MediaType.VIDEO, NOON, "720", "thumb");
        vault.store("1", "thumb");

        assertThat(client.allIds("status", "stored", "contentType", "image/jpeg"))
                .containsExactly("1");
        assertThat(client.allIds("status", "pending", "contentType", "image/jpeg"))
                .isEmpty();
    }

    @Test
    void cachedAtBoundsAreInclusive() throws Exception {
        vault.store("1", "full", NOON.minusMillis(1));
        vault.store("2", "full", NOON);
        vault.store("3", "full", NOON.plusMillis(1));
        vault.observe("4", MediaType.IMAGE, NOON, "full");

        assertThat(client.allIds("cachedAtFrom", NOON.toString())).containsExactly("2", "3");
        assertThat(client.allIds("cachedAtTo", NOON.toString())).containsExactly("1", "2");
        assertThat(client.allIds("cachedAtFrom", "2026-06-07T14:00:00+02:00", "cachedAtTo", NOON.toString()))
                .containsExactly("2");
        assertThat(client.allIds("cachedAtFrom", "2026-06-08")).isEmpty();
    }

    @Test
    void sortsByTheNewestMatchingVariant() throws Exception {
        vault.store("1", "full", NOON.plusSeconds(1));
        vault.store("2", "full", NOON.plusSeconds(2));
        vault.store("1", "thumb", NOON.plusSeconds(3));

        assertThat(client.allIds("sort", "cachedAt_asc")).containsExactly("2", "1");
        assertThat(client.allIds("sort", "cachedAt_desc")).containsExactly("1", "2");
        assertThat(client.allIds(
                        "sort",
                        "cachedAt_asc",
                        "cachedAtTo",
                        NOON.plusSeconds(2).toString()))
                .containsExactly("1", "2");
    }

    @Test
    void aReStoreMovesAnItemToTheEnd() throws Exception {
        vault.load(3, "full");
        String first = vault.items().get(0).id();
        vault.store(first, "full");

        assertThat(client.allIds("sort", "cachedAt_asc", "status", "stored")).endsWith(first);
        assertThat(client.allIds()).startsWith(first);
    }

    @Test
    void pagesThroughMoreTiesThanAPageHolds() throws Exception {
        vault.load(250, NOON, Duration.ZERO, "full");

        String[] query = {"sort", "cachedAt_asc", "status", "stored", "cachedAtFrom", NOON.toString()};

        assertThat(client.page(query).get("nextCursor").asText()).isEqualTo("100");
        assertThat(client.allIds(query)).hasSize(250).doesNotHaveDuplicates();
    }

    @Test
    void sortsAndFiltersByDurationAndCreation() throws Exception {
        vault.load(200, "full");
        Comparator<VaultItem> byDuration =
                Comparator.comparingDouble(item -> item.duration() == null ? 0 : item.duration());

        assertThat(client.allIds("sort", "duration_asc"))
                .isEqualTo(vault.items().stream()
                        .sorted(byDuration)
                        .map(VaultItem::id)
                        .toList());
        assertThat(client.allIds("sort", "createdAt_desc", "limit", "9"))
                .startsWith(vault.items().get(199).id())
                .hasSize(200);
        assertThat(client.allIds("durationMin", "100", "durationMax", "600.5"))
                .isNotEmpty()
                .hasSize((int) vault.items().stream()
                        .filter(item -> item.duration() != null && item.duration() >= 100 && item.duration() <= 600.5)
                        .count());
    }

    private VaultVariant variant(String id) {
        return vault.item(id).orElseThrow().media().get("720");
    }
}
