package io.vaultmedia.sandbox;

import io.vaultmedia.sandbox.api.LiveStream;
import io.vaultmedia.sandbox.api.Vault;
import io.vaultmedia.sandbox.api.VaultItem;
import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.console.PublishedReader;
import io.vaultmedia.sandbox.console.Screen;
import io.vaultmedia.sandbox.console.Tally;
import io.vaultmedia.sandbox.kafka.EmbeddedKafka;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * One run of the sandbox, from its first port to its summary. Any thread may call {@link #stop()}; one thread uses the
 * rest.
 */
final class SandboxRun {
    private static final String API_KEY = "sk_sandbox_5t9Jq2vXw8RkLm3Zp7Yc";
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration REST = Duration.ofSeconds(10);

    private final Options options;
    private final Screen screen;
    private final Product product;
    private final Tally tally = new Tally();
    private final CountDownLatch stop = new CountDownLatch(1);
    private boolean cutShort;

    SandboxRun(Options options, Screen screen, Product product) {
        this.options = options;
        this.screen = screen;
        this.product = product;
    }

    /** Ends the run early. Stored variants are still published and counted. */
    void stop() {
        stop.countDown();
    }

    /**
     * Runs until the time is over or stop() is called. Returns empty if it was stopped before it had started the product.
     *
     * @throws IllegalStateException if a port is taken; the message is one line that names it
     */
    Optional<Summary> run() throws Exception {
        Options placed = options.placed();
        Facts.showTitle(screen);
        try (VaultSimulator api = startApi();
                TemporaryFolder folder = TemporaryFolder.create("vault-sandbox-")) {
            if (isStopped()) {
                return Optional.empty();
            }
            try (EmbeddedKafka kafka = EmbeddedKafka.start(folder.path(), options.kafkaPort())) {
                return isStopped() ? Optional.empty() : run(placed, api, kafka);
            }
        }
    }

    private Optional<Summary> run(Options placed, VaultSimulator api, EmbeddedKafka kafka) throws Exception {
        Facts.of(placed, api, kafka).show(screen);
        Set<String> first = SampleConnections.stored(api);
        screen.backfill(first);
        try (PublishedReader reader = PublishedReader.start(
                kafka.bootstrapServers(),
                ProductProperties.TOPIC_PREFIX,
                variant -> screen.published(variant, !tally.add(variant.id())))) {
            Optional<AutoCloseable> running = start(ProductProperties.of(placed, api, kafka));
            if (running.isEmpty()) {
                screen.endProgress();
                return Optional.empty();
            }
            Duration ran = runProduct(running.get(), api, first);
            reader.catchUp();
            return Optional.of(summary(api, ran));
        }
    }

    private VaultSimulator startApi() {
        VaultSimulator api = VaultSimulator.start(options.apiPort(), API_KEY, Clock.systemUTC());
        api.faults().latency(options.latency()).failAtRandom(options.faults(), options.seed());
        SampleConnections.vaults(api).forEach(vault -> vault.load(options.items(), "full", "thumb"));
        return api;
    }

    /** Returns what stops the product; empty if somebody ended the run while it was starting: a JVM that ends starts nothing. */
    private Optional<AutoCloseable> start(Map<String, String> properties) throws Exception {
        try {
            return Optional.of(product.start(properties));
        } catch (IllegalStateException e) {
            if (isStopped()) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private Duration runProduct(AutoCloseable running, VaultSimulator api, Set<String> first) throws Exception {
        long start = System.nanoTime();
        try {
            streamUntilTheEnd(api);
            screen.endProgress();
            cutShort = isStopped() && !tally.missing(first).isEmpty();
            if (!cutShort) {
                awaitTheRest(api);
            }
            return Duration.ofNanos(System.nanoTime() - start);
        } finally {
            running.close();
        }
    }

    private void streamUntilTheEnd(VaultSimulator api) throws InterruptedException {
        if (options.rate() == 0) {
            awaitEnd();
            return;
        }
        LiveStream live = LiveStream.start(
                SampleConnections.vaults(api), options.rate(), REST, this::wasPublished, options.seed());
        try {
            awaitEnd();
        } finally {
            live.close();
        }
    }

    private void awaitEnd() throws InterruptedException {
        long millis = options.runFor().map(Duration::toMillis).orElse(Long.MAX_VALUE);
        var unused = stop.await(millis, TimeUnit.MILLISECONDS);
    }

    private boolean isStopped() {
        return stop.getCount() == 0;
    }

    /** Waits for the variants that were stored just before the end. */
    private void awaitTheRest(VaultSimulator api) throws InterruptedException {
        Set<String> stored = SampleConnections.stored(api);
        int missing = tally.missing(stored).size();
        if (missing > 0) {
            screen.line("");
            screen.fact("Ending", "waiting for " + missing + " variants, " + GRACE.toSeconds() + " s at most");
            tally.awaitAll(stored, GRACE);
        }
    }

    /** How long an item stays unchanged: a variant that appears and disappears between two polls is not lost. */
    private boolean wasPublished(Vault vault, VaultItem item) {
        return tally.missing(SampleConnections.stored(vault, item)).isEmpty();
    }

    private Summary summary(VaultSimulator api, Duration ran) {
        Set<String> stored = SampleConnections.stored(api);
        Set<String> missing = tally.missing(stored);
        // What is missing of a backfill that somebody ended was not waited for: it is not lost.
        Set<String> lost = cutShort ? Set.of() : missing;
        Set<String> unexpected = tally.unexpected(stored);
        log("lost", lost);
        log("unexpected", unexpected);
        return new Summary(
                ran,
                tally.published(),
                tally.distinct(),
                lost.size(),
                missing.size() - lost.size(),
                unexpected.size(),
                api.requests().byStatus());
    }

    private static void log(String what, Set<String> ids) {
        if (!ids.isEmpty()) {
            LoggerFactory.getLogger(SandboxRun.class).warn("{}: {}", what, ids);
        }
    }
}
