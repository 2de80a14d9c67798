package io.vaultmedia.bench;

import io.vaultmedia.bench.api.BenchConnection;
import io.vaultmedia.bench.report.Figure;
import io.vaultmedia.bench.report.Goal;
import io.vaultmedia.bench.report.Samples;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/**
 * Restarts the product with one shard whose ledger has a million entries, and with one whose ledger is almost empty.
 * Measures how much later the first request comes, and how much more heap is in use then. Both start as in the image.
 */
record RestoreScenario(Stage stage, BenchOptions options) implements Scenario {
    private static final String NAME = "restore";
    private static final int CONNECTIONS = 10;
    private static final int ITEMS = 50_000;
    private static final int RUNS = 3;
    private static final double MEGA = 1 << 20;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Map<String, String> SETTINGS = Map.of("vault.shards", "1", "vault.poll.interval", "1h");

    private record Restart(double seconds, double heap) {}

    @Override
    public List<Figure> run() throws Exception {
        Restart empty = restart(Vaults.of("few", 1, BenchConnection.PAGE, 0));
        Restart full = restart(Vaults.of("million", CONNECTIONS, ITEMS, 0));
        return List.of(
                new Figure(NAME, "a million entries: later by", full.seconds() - empty.seconds(), "s", Goal.atMost(5)),
                new Figure(NAME, "a million entries: heap", full.heap() - empty.heap(), "MB", Goal.atMost(64)));
    }

    private Restart restart(Vaults vaults) throws Exception {
        Topics topics = stage.freshTopics(NAME);
        try (Product product = start(topics, vaults)) {
            var unused = Pass.runFirst(stage, product, vaults);
        }
        Map<TopicPartition, Long> published = topics.readable(topics.partitions());
        List<Double> seconds = new ArrayList<>();
        List<Double> heap = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            long before = stage.apiClient().requests(vaults).requests();
            long start = System.nanoTime();
            try (Product product = start(topics, vaults)) {
                Awaitility.await()
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofMillis(20))
                        .until(() -> isPolled(product, vaults, before));
                seconds.add((System.nanoTime() - start) / 1e9);
                Instant collected = product.jvm().collect();
                heap.add(product.jvm().gcLog().left(collected) / MEGA);
            }
        }
        if (!topics.readable(published.keySet()).equals(published)) {
            throw new IllegalStateException("a restart has published something again");
        }
        return new Restart(Samples.of(seconds).median(), Samples.of(heap).median());
    }

    private boolean isPolled(Product product, Vaults vaults, long before) throws Exception {
        product.jvm().requireAlive();
        return stage.apiClient().requests(vaults).requests() > before;
    }

    private Product start(Topics topics, Vaults vaults) throws Exception {
        List<String> jvm = new ArrayList<>(stage.asInTheImage());
        jvm.addAll(options.jvm());
        return Product.start(stage, topics, jvm, SETTINGS, vaults.connections());
    }
}
