package io.vaultmedia.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.sandbox.api.Vault;
import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.api.VaultVariant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Leaves a ledger with each kind of entry behind: alice's vault was read, swept, had a variant stored again and an item
 * removed; bob's had a dead letter; carol's backfill was cut short after two pages. It uses only what each version of the
 * product has had, so that its code can be compiled into an earlier one.
 */
final class LedgerScenario {

    static final String CAROL = "conn_carol000000000000003";
    static final byte[] POISON = "{\"items\":[{\"id\":\"66\",\"type\":\"image\",\"media\":[]}]}".getBytes(UTF_8);
    static final Map<String, String> SETTINGS = Map.of(
            "vault.connections", "alice=" + Product.ALICE + ",bob=" + Product.BOB + ",carol=" + CAROL,
            "vault.page.limit", "10",
            "vault.sweep.interval", "1s",
            "vault.sweep.pages-per-minute", "6000");

    private static final int SHARDS = 2;
    /** The simulator's cursors are offsets. */
    private static final String THIRD_PAGE = "20";

    private LedgerScenario() {}

    /**
     * Runs this version of the product, and returns the ledger that it leaves.
     *
     * @param prefix of topics and group, used by nobody before
     */
    static PastLedger run(String version, String brokers, String prefix) {
        Published published = new Published(brokers, prefix);
        try (VaultSimulator api = VaultSimulator.start()) {
            Vault alice = api.vault(Product.ALICE);
            alice.load(25, "full", "thumb");
            api.vault(Product.BOB).load(5, "full");
            api.faults(Product.BOB).replaceNext(POISON);
            api.vault(CAROL).load(40, "full");
            api.faults(CAROL)
                    .failWhen(request -> THIRD_PAGE.equals(request.query().get("cursor")), 1_000, 500, Map.of(), "");
            try (Product product = Product.start(api, brokers, prefix, SETTINGS)) {
                published.awaitAllOf(api, "alice", Product.ALICE);
                published.awaitAllOf(api, "bob", Product.BOB);
                alice.store(alice.items().get(3).id(), "full");
                alice.store("news", "full");
                alice.removeItem(alice.items().get(7).id());
                published.awaitAllOf(api, "alice", Product.ALICE);
                await().atMost(Duration.ofMinutes(1)).until(() -> hasTombstone(published));
                await().until(() -> ofCarol(published) == 20);
            }
            alice.store("meanwhile", "full");
            return new PastLedger(
                    version,
                    SHARDS,
                    published.ledger().stream().map(PastLedger.Entry::of).toList(),
                    rows(api),
                    published.ids());
        }
    }

    private static boolean hasTombstone(Published published) {
        return published.ledger().stream().anyMatch(record -> record.value() == null);
    }

    private static long ofCarol(Published published) {
        return published.ids().stream().filter(id -> id.startsWith("carol/")).count();
    }

    private static List<PastLedger.Row> rows(VaultSimulator api) {
        Map<String, String> ids = new TreeMap<>(Map.of("alice", Product.ALICE, "bob", Product.BOB, "carol", CAROL));
        List<PastLedger.Row> rows = new ArrayList<>();
        ids.forEach((alias, id) -> api.vault(id).items().forEach(item -> item.media().values().stream()
                .filter(VaultVariant::isStored)
                .map(variant -> new PastLedger.Row(alias, id, item.id(), variant.quality(), variant.storedAt()))
                .forEach(rows::add)));
        return rows;
    }
}
