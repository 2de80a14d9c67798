package io.vaultmedia.sandbox;

import io.vaultmedia.sandbox.api.LiveStream;
import io.vaultmedia.sandbox.api.Vault;
import io.vaultmedia.sandbox.api.VaultItem;
import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.console.PublishedReader;
import io.vaultmedia.sandbox.console.Screen;
import io.vaultmedia.sandbox.console.Tally;
import io.vaultmedia.sandbox.kafka.EmbeddedKafka;
import io.vaultmedia.sandbox.net.FreePort;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
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
     * Runs until the time is over or stop() is called.
     *
     * @throws IllegalStateException if a port is taken; the message is one line that names it
     */
    Summary run() throws Exception {
        int managementPort = FreePort.of(options.managementPort(), "management");
        Facts.showTitle(screen);
        try (VaultSimulator api = startApi();
                TemporaryFolder folder = TemporaryFolder.create("vault-sandbox-");
                EmbeddedKafka kafka = startKafka(folder.path())) {
            Facts.of(options, api, kafka, managementPort).show(screen);
            screen.backfill(SampleConnections.stored(api));
            try (PublishedReader reader = PublishedReader.start(
                    kafka.bootstrapServers(),
                    ProductProperties.TOPIC_PREFIX,
                    variant -> screen.published(variant, !tally.add(variant.id())))) {
                Duration ran = runProduct(api, ProductProperties.of(options, api, kafka, managementPort));
                reader.catchUp();
                return summary(api, ran);
            }
        }
    }

    private VaultSimulator startApi() {
        VaultSimulator api = VaultSimulator.start(options.apiPort(), API_KEY, Clock.systemUTC());
        api.faults().latency(options.latency()).failAtRandom(options.faults(), options.seed());
        SampleConnections.vaults(api).forEach(vault -> vault.load(options.items(), "full", "thumb"));
        return api;
    }

    private EmbeddedKafka startKafka(Path folder) {
        return EmbeddedKafka.start(folder, options.kafkaPort());
    }

    private Duration runProduct(VaultSimulator api, Map<String, String> properties) throws Exception {
        long start = System.nanoTime();
        AutoCloseable running = product.start(properties);
        try {
            streamUntilTheEnd(api);
            awaitTheRest(api);
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

    /** Waits for the variants that were stored just before the end. */
    private void awaitTheRest(VaultSimulator api) throws InterruptedException {
        screen.endProgress();
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
        Set<String> lost = tally.missing(stored);
        Set<String> unexpected = tally.unexpected(stored);
        log("lost", lost);
        log("unexpected", unexpected);
        return new Summary(
                ran,
                tally.published(),
                tally.distinct(),
                lost.size(),
                unexpected.size(),
                api.requests().byStatus());
    }

    private static void log(String what, Set<String> ids) {
        if (!ids.isEmpty()) {
            LoggerFactory.getLogger(SandboxRun.class).warn("{}: {}", what, ids);
        }
    }
}
