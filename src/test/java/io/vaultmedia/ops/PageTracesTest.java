package io.vaultmedia.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.sandbox.api.AdjustableClock;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.SilentListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PageTracesTest {

    private static final Instant START = Instant.parse("2026-11-30T12:00:00Z");
    private static final Duration LATENCY = Duration.ofMillis(80);

    private final AdjustableClock clock = AdjustableClock.standingAt(START.plus(LATENCY));
    private final ExportedSpans exported = new ExportedSpans();
    private final PageTraces traces = new PageTraces(new SilentListener(), clock);
    private final Scan scan = SampleScans.backfill(new Connection("alice", "conn_alice"));

    @BeforeEach
    void use() {
        Object telemetry = exported.telemetry();
        traces.use(new HostMetrics.BeansOfType() {
            @Override
            public <T> Set<T> findByType(Class<T> type) {
                return Set.of(type.cast(telemetry));
            }
        });
    }

    @Test
    void aPageIsOneTraceFromItsRequestToItsCommit() {
        traces.requestEnded(scan, "completed", LATENCY);
        clock.advance(Duration.ofMillis(30));
        assertThat(exported.all()).as("before the commit").isEmpty();
        traces.pageCommitted(scan, 7);

        SpanData root = span("vault page");
        assertThat(root.getParentSpanContext().isValid()).as("it has a parent").isFalse();
        assertThat(between(root)).isEqualTo("0 to 110");
        assertThat(root.getAttributes().asMap())
                .containsEntry(AttributeKey.stringKey("vault.connection"), "alice")
                .containsEntry(AttributeKey.stringKey("vault.scan"), scan.id())
                .containsEntry(AttributeKey.stringKey("vault.scan.kind"), "backfill")
                .containsEntry(AttributeKey.stringKey("vault.outcome"), "completed")
                .containsEntry(AttributeKey.longKey("vault.variants.published"), 7L);
        assertThat(between(span("fetch"))).isEqualTo("0 to 80");
        assertThat(between(span("publish"))).isEqualTo("80 to 110");
        assertThat(exported.traces()).hasSize(1);
        assertThat(exported.all())
                .filteredOn(span -> span != root)
                .allSatisfy(span -> assertThat(span.getParentSpanId()).isEqualTo(root.getSpanId()));
    }

    @Test
    void pagesThatAreFetchedAheadAreTracesOfTheirOwn() {
        traces.requestEnded(scan, "completed", LATENCY);
        traces.requestEnded(scan, "completed", LATENCY);
        traces.pageCommitted(scan, 1);
        traces.pageCommitted(scan, 2);

        assertThat(exported.traces()).hasSize(2);
        assertThat(exported.all()).hasSize(6);
    }

    @Test
    void aRequestThatFailsIsATraceWithAnError() {
        traces.requestEnded(scan, "throttled", LATENCY);
        traces.scanEnded(scan, "throttled");

        SpanData root = span("vault page");
        assertThat(root.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(root.getStatus().getDescription()).isEqualTo("throttled");
        assertThat(exported.all()).hasSize(2);
    }

    @Test
    void aPageThatWasNotCommittedEndsWithItsScan() {
        traces.requestEnded(scan, "completed", LATENCY);
        traces.scanEnded(scan, "not-published");

        assertThat(span("vault page").getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        traces.scanEnded(scan, "not-published");
        assertThat(exported.traces()).as("it is forgotten then").hasSize(1);
    }

    private SpanData span(String name) {
        return exported.all().stream()
                .filter(span -> span.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static String between(SpanData span) {
        long zero = TimeUnit.MILLISECONDS.toNanos(START.toEpochMilli());
        return TimeUnit.NANOSECONDS.toMillis(span.getStartEpochNanos() - zero) + " to "
                + TimeUnit.NANOSECONDS.toMillis(span.getEndEpochNanos() - zero);
    }
}
