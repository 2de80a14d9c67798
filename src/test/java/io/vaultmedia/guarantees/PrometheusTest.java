package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.ops.MetricsPage;
import io.vaultmedia.sandbox.api.MediaType;
import io.vaultmedia.sandbox.api.Vault;
import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.kafka.EmbeddedKafka;
import io.vaultmedia.sandbox.net.FreePort;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Guarantee 2, nothing missed, is watched: a real Prometheus scrapes the running product, each metric has data, and alerts fire on the faults that they are for. The
 * rules are those of {@code monitoring/}, with seconds in place of minutes and hours. {@code VaultFault} is only tested by
 * promtool: nobody knows how to cause it.
 */
@WithOwnKafka
@EnabledIf(value = "hasPrometheus", disabledReason = "Debian's package prometheus is not installed")
class PrometheusTest {

    private static final Path RULES = Path.of("monitoring", "rules", "vault-media.yaml");
    private static final String POISON = "{\"items\":[{\"id\":\"66\",\"type\":\"image\",\"media\":[]}]}";

    private final int port = FreePort.any();
    private EmbeddedKafka kafka;
    private VaultSimulator api;
    private PrometheusServer prometheus;

    static boolean hasPrometheus() {
        return PrometheusServer.isInstalled();
    }

    @BeforeEach
    void start() throws IOException {
        kafka = EmbeddedKafka.start(KafkaExtension.freshFolder(), 0);
        api = VaultSimulator.start();
        api.vault(Product.ALICE).load(3, "full");
        api.vault(Product.BOB);
        prometheus =
                PrometheusServer.start(Files.createTempDirectory(Path.of("target"), "prometheus"), port, fastRules());
    }

    @AfterEach
    void stop() {
        prometheus.close();
        api.close();
        kafka.close();
    }

    /**
     * A second where the rules have minutes, and ten where they look back: a busy machine may miss some scrapes in a row, and
     * an increase shows only between two that succeed.
     */
    private static String fastRules() throws IOException {
        return Files.readString(RULES)
                .replaceAll("for: \\d+m", "for: 1s")
                .replaceAll("\\[\\d+[mhd]]", "[10s]")
                .replace("> 3600", "> 5");
    }

    @Test
    void seesEachMetricAndFiresEachAlert() throws Exception {
        fires("VaultAbsent");
        Map<String, String> settings = Map.of("vault.backoff.max", "1s", "vault.sweep.interval", "2s");
        try (Product product = product(kafka.bootstrapServers(), settings)) {
            Awaitility.await().until(() -> api.requests().count(Product.ALICE) > 3);
            becomesQuiet("VaultAbsent");

            newsComesLate();
            fires("VaultFreshnessBudgetBurnsFast", "VaultFreshnessBudgetBurnsSlowly", "VaultFoundLate");
            api.faults(Product.BOB).replaceNext(POISON.getBytes(StandardCharsets.UTF_8));
            fires("VaultDeadLetters");
            api.faults(Product.ALICE).responseHeader("Date", "yesterday");
            fires("VaultWatermarksStuck");
            hasAllData();
            api.faults().clear();

            api.faults(Product.BOB).failNext(1_000_000, 401);
            fires("VaultApiKeyRefused", "VaultConnectionSuspended");
            api.faults().clear();
            api.faults(Product.ALICE).failNext(1_000_000, 429);
            api.faults(Product.BOB).failNext(1_000_000, 429);
            fires("VaultThrottled", "VaultRequestsFail", "VaultConnectionLate");
            api.faults(Product.ALICE).clear();
            api.faults(Product.BOB).clear();

            product.context().getRouteController().stopRoute("vault-poll-connections");
            fires("VaultSilent");
            product.context().getRouteController().startRoute("vault-poll-connections");
            becomesQuiet("VaultSilent");
        }
        assertThat(prometheus.broken()).isEmpty();
    }

    @Test
    void firesWhenAStepFails() {
        try (Product product = product(kafka.bootstrapServers(), Map.of("vault.variant.via", "direct:missing"))) {
            fires("VaultStepFails");
        }
    }

    @Test
    void firesWhenKafkaIsAwayAtTheStart() {
        try (Product product = product("127.0.0.1:" + FreePort.any(), Map.of())) {
            fires("VaultShardsNotOwned");
        }
    }

    @Test
    void firesWhenKafkaGoesAway() {
        Map<String, String> settings = Map.of(
                "camel.component.kafka.request-timeout-ms", "1000",
                "camel.component.kafka.delivery-timeout-ms", "2000",
                "camel.component.kafka.max-block-ms", "2000");
        api.faults().latency(Duration.ofMillis(50));
        api.vault(Product.ALICE).load(20_000, "full");
        try (Product product = product(kafka.bootstrapServers(), settings)) {
            // An increase shows only after a first scrape.
            patiently()
                    .until(() ->
                            !prometheus.withData(Set.of("vault_scans_total")).isEmpty());
            Awaitility.await()
                    .until(() -> api.requests().count(Product.ALICE) > 10); // It is in the midst of its backfill.
            Instant start = Instant.now();
            kafka.stop();
            firesSince(start, "VaultNotPublishing");
        }
    }

    private Product product(String brokers, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>(more);
        settings.put("camel.management.enabled", "true");
        settings.put("camel.management.port", Integer.toString(port));
        return Product.start(api, brokers, KafkaExtension.freshPrefix(), settings);
    }

    /** One variant for the next scan, stored longer ago than the aim allows, and one that only a sweep can find. */
    private void newsComesLate() {
        Vault vault = api.vault(Product.ALICE);
        Instant now = Instant.now();
        vault.store(vault.observe(MediaType.IMAGE, "full").id(), "full", now.minus(Duration.ofMinutes(7)));
        vault.store(vault.observe(MediaType.IMAGE, "full").id(), "full", now.minus(Duration.ofHours(1)));
    }

    private void hasAllData() throws IOException {
        Set<String> all = MetricsPage.read().keySet();
        patiently().untilAsserted(() -> assertThat(prometheus.withData(all)).containsExactlyInAnyOrderElementsOf(all));
    }

    private void fires(String... alerts) {
        firesSince(Instant.now(), alerts);
    }

    /** An alert may fire for a few seconds only, while the caller stops a broker: Prometheus remembers it. */
    private void firesSince(Instant start, String... alerts) {
        patiently().untilAsserted(() -> assertThat(prometheus.firedWithin(
                        1 + Duration.between(start, Instant.now()).toSeconds()))
                .contains(alerts));
    }

    private void becomesQuiet(String alert) {
        patiently().untilAsserted(() -> assertThat(prometheus.firing()).doesNotContain(alert));
    }

    private static ConditionFactory patiently() {
        return Awaitility.await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(250));
    }
}
