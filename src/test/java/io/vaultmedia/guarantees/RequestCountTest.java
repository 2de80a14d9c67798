package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.api.ApiRequest;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** The README's request count: a page costs one request, and no scan requests more pages than it must. */
@WithKafka
class RequestCountTest {

    private static final int ITEMS = 1_234;
    private static final int NEW = 250;

    private final String prefix = KafkaExtension.freshPrefix();
    private final Published published = Published.of(prefix);

    @Test
    void eachKindOfScanAsksForItsPagesAndNoMore() {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(Product.ALICE).load(ITEMS, "full");
            Map<String, String> settings = Map.of(
                    "vault.connections", "alice=" + Product.ALICE,
                    "vault.poll.interval", "2s",
                    "vault.sweep.interval", "10s",
                    "vault.sweep.pages-per-minute", "1200");
            try (Product product = Product.start(api, KafkaExtension.bootstrapServers(), prefix, settings)) {
                published.awaitAllOf(api, "alice", Product.ALICE);
                assertThat(scans(api, true).get(0)).as("backfill").hasSize(13);

                Awaitility.await().until(() -> scans(api, false).size() >= 2);
                assertThat(scans(api, false).get(0)).as("idle poll").hasSize(1);

                int before = scans(api, false).size();
                api.vault(Product.ALICE).load(NEW, Instant.now(), Duration.ZERO, "full");
                published.awaitAllOf(api, "alice", Product.ALICE);
                assertThat(scans(api, false)
                                .subList(before - 1, scans(api, false).size()))
                        .as("polls before, with, and after %d new items", NEW)
                        .allSatisfy(scan -> assertThat(scan).hasSizeBetween(1, 3));

                int next = scans(api, true).size();
                Awaitility.await().until(() -> scans(api, true).size() >= next + 2);
                assertThat(scans(api, true).get(next)).as("sweep").hasSize(15);
            }
        }
    }

    /** Requests of each scan over everything, or of each scan for news: a sweep goes on after a scan for news. */
    private static List<List<ApiRequest>> scans(VaultSimulator api, boolean overEverything) {
        List<List<ApiRequest>> scans = new ArrayList<>();
        for (ApiRequest request : api.requests().last(Product.ALICE)) {
            if (request.query().containsKey("cachedAtFrom") != overEverything) {
                if (!request.query().containsKey("cursor")) {
                    scans.add(new ArrayList<>());
                }
                scans.get(scans.size() - 1).add(request);
            }
        }
        return scans;
    }
}
