package io.vaultmedia.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanPlan;
import io.vaultmedia.scan.ScanState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** By the names that a Prometheus sees: they are the public interface. */
class VaultMetricsTest {

    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final VaultMetrics metrics = new VaultMetrics(registry);
    private final Scan scan = scan(new Connection("alice", "conn_alice"));

    @Test
    void countsRequestsByOutcomeAndTheirLatency() throws Exception {
        metrics.requestEnded(scan, "completed", Duration.ofMillis(80));
        metrics.requestEnded(scan, "throttled", Duration.ofMillis(20));

        assertThat(scraped())
                .contains(
                        "vault_requests_total{outcome=\"completed\"} 1.0",
                        "vault_requests_total{outcome=\"throttled\"} 1.0",
                        "vault_api_latency_seconds_bucket{le=\"0.05\"} 1",
                        "vault_api_latency_seconds_bucket{le=\"0.1\"} 2",
                        "vault_api_latency_seconds_count 2");
    }

    @Test
    void countsVariantsByTypeAndByHowTheyWereFound() throws Exception {
        metrics.variantPublished(scan, "image", 1);
        metrics.variantPublished(scan, "other", System.currentTimeMillis() + 60_000);
        metrics.variantPublished(scan, "image", Long.MIN_VALUE);

        assertThat(scraped())
                .contains(
                        "vault_variants_published_total{found_by=\"backfill\",type=\"image\"} 2.0",
                        "vault_variants_published_total{found_by=\"backfill\",type=\"other\"} 1.0",
                        "vault_freshness_seconds_count{found_by=\"backfill\"} 3");
    }

    @Test
    void measuresFreshnessFromStoringToCommit() throws Exception {
        metrics.variantPublished(scan, "image", System.currentTimeMillis() - 40_000);

        assertThat(scraped())
                .contains(
                        "vault_freshness_seconds_bucket{found_by=\"backfill\",le=\"30.0\"} 0",
                        "vault_freshness_seconds_bucket{found_by=\"backfill\",le=\"60.0\"} 1");
    }

    @Test
    void countsWhatWasKnownAndDeadLetters() throws Exception {
        metrics.variantsKnown(scan, 0);
        metrics.variantsKnown(scan, 7);
        metrics.deadLetterPublished(scan, "wrong-shape");

        assertThat(scraped())
                .contains("vault_variants_known_total 7.0", "vault_dead_letters_total{reason=\"wrong-shape\"} 1.0");
    }

    /** A series that began with its first event would show no increase then: no alert would fire. */
    @Test
    void whatAlertsWatchStandsAtZeroFromTheStart() {
        assertThat(scraped())
                .contains(
                        "vault_dead_letters_total{reason=\"wrong-shape\"} 0.0",
                        "vault_requests_total{outcome=\"unauthorized\"} 0.0",
                        "vault_scans_total{kind=\"incremental\",outcome=\"fault\"} 0.0",
                        "vault_api_time_unusable_total{problem=\"missing\"} 0.0",
                        "vault_variants_published_total{found_by=\"sweep\",type=\"image\"} 0.0",
                        "vault_freshness_seconds_count{found_by=\"incremental\"} 0");
    }

    @Test
    void countsTimesOfTheApiThatAreOfNoUse() {
        metrics.apiTimeUnusable(scan, "missing");
        metrics.apiTimeUnusable(scan, "missing");
        metrics.apiTimeUnusable(scan, "jumped");

        assertThat(scraped())
                .contains(
                        "vault_api_time_unusable_total{problem=\"missing\"} 2.0",
                        "vault_api_time_unusable_total{problem=\"jumped\"} 1.0");
    }

    /** Else one sweep would count as many. */
    @Test
    void tellsSecondLooksFromSweeps() {
        Connection alice = new Connection("alice", "conn_alice");
        ScanPlan recheck = ScanPlan.recheck(NOW, NOW);
        metrics.scanEnded(SampleScans.of(alice, recheck, ScanState.NONE, SampleScans.RULES), "completed");

        assertThat(scraped()).contains("vault_scans_total{kind=\"recheck\",outcome=\"completed\"} 1.0");
    }

    @Test
    void countsScansByKindAndOutcome() throws Exception {
        metrics.scanEnded(scan, "completed");
        metrics.scanEnded(scan, "throttled");

        assertThat(scraped())
                .contains(
                        "vault_scans_total{kind=\"backfill\",outcome=\"completed\"} 1.0",
                        "vault_scans_total{kind=\"backfill\",outcome=\"throttled\"} 1.0");
    }

    private List<String> scraped() {
        return registry.scrape().lines().toList();
    }

    private static Scan scan(Connection connection) {
        return SampleScans.backfill(connection);
    }
}
