package io.vaultmedia.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;
import io.vaultmedia.scan.ScanListener;
import io.vaultmedia.schedule.Schedule;
import io.vaultmedia.shard.Shards;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The product's metrics; docs/operating.md says what each is for. Thread safe. */
public final class VaultMetrics implements ScanListener {

    private final MeterRegistry registry;
    private final DistributionSummary freshness;
    private final Timer latency;
    private final Map<Published, Counter> published = new ConcurrentHashMap<>();
    private volatile ConnectionGauges connections;

    private record Published(String type, ScanKind foundBy) {}

    public VaultMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.freshness = DistributionSummary.builder("vault.freshness")
                .description("From storedAt to the commit in Kafka")
                .baseUnit("seconds")
                .serviceLevelObjectives(1, 5, 15, 30, 60, 120, 300, 900, 3600, 86400)
                .register(registry);
        this.latency = Timer.builder("vault.api.latency")
                .description("From a request to its page, or its failure")
                .serviceLevelObjectives(
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(30))
                .register(registry);
    }

    /** Adds gauges of what these two report. */
    public void watch(Shards shards, Schedule schedule) {
        registry.gauge("vault.shards.owned", shards, Shards::owned);
        registry.gauge("vault.ledger.entries", shards, Shards::entries);
        watch(schedule, System::nanoTime);
    }

    void watch(Schedule schedule, LongSupplier nanoTime) {
        connections = ConnectionGauges.of(registry, schedule::status, nanoTime);
    }

    @Override
    public void requestEnded(Scan scan, String outcome, Duration took) {
        registry.counter("vault.requests", "outcome", outcome).increment();
        latency.record(took);
    }

    @Override
    public void apiTimeUnusable(Scan scan, String problem) {
        registry.counter("vault.api.time.unusable", "problem", problem).increment();
    }

    @Override
    public void variantPublished(Scan scan, String type, long storedAt) {
        published
                .computeIfAbsent(new Published(type, scan.plan().kind()), this::counterOf)
                .increment();
        freshness.record(Math.max(0, System.currentTimeMillis() - storedAt) / 1000.0);
    }

    private Counter counterOf(Published of) {
        return registry.counter(
                "vault.variants.published",
                "type",
                of.type(),
                "found_by",
                of.foundBy().label());
    }

    @Override
    public void variantDropped(Scan scan) {
        registry.counter("vault.variants.dropped").increment();
    }

    @Override
    public void deadLetterPublished(Scan scan, String reason) {
        registry.counter("vault.dead.letters", "reason", reason).increment();
    }

    @Override
    public void variantsKnown(Scan scan, int count) {
        registry.counter("vault.variants.known").increment(count);
    }

    @Override
    public void scanEnded(Scan scan, String outcome) {
        String kind = scan.plan().isRecheck() ? "recheck" : scan.plan().kind().label();
        registry.counter("vault.scans", "kind", kind, "outcome", outcome).increment();
        ConnectionGauges gauges = connections;
        if (gauges != null) {
            gauges.refresh();
        }
    }
}
