package io.vaultmedia.ops;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.vaultmedia.event.SignalRecords;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;
import io.vaultmedia.scan.SilentListener;
import io.vaultmedia.schedule.Schedule;
import io.vaultmedia.shard.Shards;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Stream;

/**
 * The product's metrics; docs/metrics.md says what each is for. Their names and labels are public: a dashboard may build on
 * them. Thread safe.
 */
public final class VaultMetrics extends SilentListener {

    private static final double[] FRESHNESS_BUCKETS = {1, 5, 15, 30, 60, 120, 300, 900, 3600, 86400};
    private static final Duration[] LATENCY_BUCKETS = Stream.of(50, 100, 250, 500, 1_000, 5_000, 30_000)
            .map(Duration::ofMillis)
            .toArray(Duration[]::new);

    private final MeterRegistry registry;
    private final Timer latency;
    private final Counter known;
    private final Counter dropped;
    private final Map<ScanKind, DistributionSummary> freshness = new ConcurrentHashMap<>();
    private final Map<Published, Counter> published = new ConcurrentHashMap<>();
    private volatile ConnectionGauges connections;

    /** Outcomes, reasons and problems that an alert watches for the first time that they happen. */
    private static final List<String> OUTCOMES =
            List.of(COMPLETED, "not-published", "fault", "step-failed", "late-message");

    private static final List<String> REASONS =
            List.of("not-json", "wrong-shape", "too-large", "refused", "step-failed", SignalRecords.BAD_SIGNAL);
    private static final List<String> TIME_PROBLEMS = List.of("missing", "unparseable", "jumped");

    private record Published(String type, ScanKind foundBy) {}

    public VaultMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.latency = Timer.builder("vault.api.latency")
                .description("Time from a request to its page, or to its failure")
                .serviceLevelObjectives(LATENCY_BUCKETS)
                .register(registry);
        this.known = Counter.builder("vault.variants.known")
                .description("Stored variants on pages that the ledger knows: they were published before")
                .register(registry);
        this.dropped = Counter.builder("vault.variants.dropped")
                .description("Newly stored variants that a host's own steps dropped")
                .register(registry);
        Gauge.builder("vault.build.info", () -> 1)
                .description("Always 1; the label says which version runs")
                .tag("version", BuildVersion.current())
                .register(registry);
        beginAtZero();
    }

    /** A series that begins with its first event shows no increase then: an alert would miss it. */
    private void beginAtZero() {
        REASONS.forEach(this::deadLetters);
        signals("unknown", SignalRecords.BAD_SIGNAL);
        signals("unknown", SignalRecords.BAD_SIGNAL_DROPPED);
        TIME_PROBLEMS.forEach(this::timesUnusable);
        List.of(COMPLETED, "unauthorized").forEach(this::requests);
        Stream.of("image", "video", "audio", "other")
                .map(type -> new Published(type, ScanKind.SWEEP))
                .forEach(of -> published.put(of, counterOf(of)));
        for (ScanKind kind : List.of(ScanKind.BACKFILL, ScanKind.INCREMENTAL, ScanKind.SWEEP)) {
            OUTCOMES.forEach(outcome -> scans(kind.label(), outcome));
            freshness.put(kind, freshnessOf(kind));
        }
    }

    /** Adds gauges of what these two report. */
    public void watch(Shards shards, Schedule schedule) {
        Gauge.builder("vault.shards", shards, Shards::count)
                .description("Shards of the installation: vault.shards")
                .register(registry);
        Gauge.builder("vault.shards.owned", shards, Shards::owned)
                .description("Shards that this replica has opened; their sum over all replicas is vault_shards")
                .register(registry);
        Gauge.builder("vault.ledger.entries", shards, Shards::entries)
                .description("Published variants that the ledger of this replica's shards knows")
                .register(registry);
        watch(schedule, System::nanoTime);
    }

    void watch(Schedule schedule, LongSupplier nanoTime) {
        connections = ConnectionGauges.of(registry, schedule::status, nanoTime);
    }

    @Override
    public void requestEnded(Scan scan, String outcome, Duration took) {
        requests(outcome).increment();
        latency.record(took);
    }

    private Counter requests(String outcome) {
        return counter("vault.requests", "Requests to the API; one page is one request", "outcome", outcome);
    }

    @Override
    public void apiTimeUnusable(Scan scan, String problem) {
        timesUnusable(problem).increment();
    }

    private Counter timesUnusable(String problem) {
        return counter("vault.api.time.unusable", "Pages whose Date header cannot be used", "problem", problem);
    }

    @Override
    public void variantPublished(Scan scan, String type, long storedAt) {
        ScanKind foundBy = scan.plan().kind();
        published.computeIfAbsent(new Published(type, foundBy), this::counterOf).increment();
        freshness
                .computeIfAbsent(foundBy, this::freshnessOf)
                .record(Math.max(0, System.currentTimeMillis() - storedAt) / 1000.0);
    }

    private Counter counterOf(Published of) {
        return counter(
                "vault.variants.published",
                "Newly stored variants whose records are committed in Kafka",
                "type",
                of.type(),
                "found_by",
                of.foundBy().label());
    }

    private DistributionSummary freshnessOf(ScanKind foundBy) {
        return DistributionSummary.builder("vault.freshness")
                .description("Time from a variant's storedAt to the commit of its record in Kafka")
                .baseUnit("seconds")
                .tag("found_by", foundBy.label())
                .serviceLevelObjectives(FRESHNESS_BUCKETS)
                .register(registry);
    }

    @Override
    public void variantDropped(Scan scan) {
        dropped.increment();
    }

    @Override
    public void deadLetterPublished(Scan scan, String reason) {
        deadLetters(reason).increment();
    }

    private Counter deadLetters(String reason) {
        return counter(
                "vault.dead.letters", "Entries of pages that were sent to the dead-letter topic", "reason", reason);
    }

    @Override
    public void variantsKnown(Scan scan, int count) {
        known.increment(count);
    }

    @Override
    public void signalHandled(String signal, String outcome) {
        signals(signal, outcome).increment();
        if (outcome.equals(SignalRecords.BAD_SIGNAL)) {
            deadLetters(outcome).increment();
        }
    }

    private Counter signals(String signal, String outcome) {
        return counter(
                "vault.signals", "Signals that were followed, in each shard", "signal", signal, "outcome", outcome);
    }

    @Override
    public void scanEnded(Scan scan, String outcome) {
        String kind = scan.plan().isRecheck() ? "recheck" : scan.plan().kind().label();
        scans(kind, outcome).increment();
        Optional.ofNullable(connections).ifPresent(ConnectionGauges::refresh);
    }

    private Counter scans(String kind, String outcome) {
        return counter("vault.scans", "Scans that ended", "kind", kind, "outcome", outcome);
    }

    private Counter counter(String name, String description, String... labels) {
        return Counter.builder(name).description(description).tags(labels).register(registry);
    }
}
