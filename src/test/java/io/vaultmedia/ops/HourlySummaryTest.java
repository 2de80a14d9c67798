package io.vaultmedia.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vaultmedia.LogLines;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HourlySummaryTest {

    private final AtomicLong nanos = new AtomicLong();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final HourlySummary summary = new HourlySummary(new VaultMetrics(registry), nanos::get);
    private final Scan scan = SampleScans.backfill(new Connection("alice", "conn_alice"));

    @Test
    void sumsUpAnHourInOneLine() {
        try (LogLines log = LogLines.of(HourlySummary.class)) {
            summary.requestEnded(scan, "completed", Duration.ZERO);
            summary.requestEnded(scan, "throttled", Duration.ZERO);
            summary.variantPublished(scan, "image", 1);
            summary.deadLetterPublished(scan, "not-json");
            endAScanAfter(Duration.ofMinutes(59));
            assertThat(log.lines()).isEmpty();

            endAScanAfter(Duration.ofMinutes(1));

            assertThat(log.lines())
                    .containsExactly(
                            "In the last 60 min: 1 variants and 1 dead letters published, 2 scans, 2 requests, "
                                    + "of which 1 failed");
        }
    }

    @Test
    void beginsEachHourAtNothing() {
        try (LogLines log = LogLines.of(HourlySummary.class)) {
            summary.variantPublished(scan, "image", 1);
            endAScanAfter(Duration.ofMinutes(61));
            endAScanAfter(Duration.ofMinutes(90));

            assertThat(log.lines()).hasSize(2);
            assertThat(log.lines().get(1))
                    .isEqualTo("In the last 90 min: 0 variants and 0 dead letters published, 1 scans, 0 requests, "
                            + "of which 0 failed");
        }
    }

    @Test
    void passesOnWhatItCounts() {
        summary.requestEnded(scan, "completed", Duration.ZERO);
        summary.variantPublished(scan, "image", 1);
        summary.deadLetterPublished(scan, "not-json");
        summary.scanEnded(scan, "completed");

        assertThat(registry.getMeters())
                .extracting(meter -> meter.getId().getName())
                .contains("vault.requests", "vault.variants.published", "vault.dead.letters", "vault.scans");
    }

    private void endAScanAfter(Duration time) {
        nanos.addAndGet(time.toNanos());
        summary.scanEnded(scan, "completed");
    }
}
