package io.vaultmedia.bench;

import io.vaultmedia.bench.api.BenchConnection;
import io.vaultmedia.bench.report.Figure;
import io.vaultmedia.bench.report.Goal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * Many connections without news: measures the cost of waiting, and the heap that it takes. Before the measurement, they are
 * polled continuously until the JVM has compiled what ten minutes of normal polling would compile. Then more and more of them
 * are polled at the interval, so that the polls are spread as after a start.
 *
 * @param interval between two polls of a connection
 * @param window how long is measured
 * @param most the CPU that may be used, in percent of one core
 */
record IdleScenario(
        Stage stage, BenchOptions options, String name, int connections, Duration interval, Duration window, Goal most)
        implements Scenario {
    private static final int WARM_UP_POLLS = 20_000;
    private static final double MEGA = 1 << 20;
    private static final int SLICES = 10;

    /** Time for the product to read its connections file, and for the compilers to finish. */
    private static final Duration SETTLING = Duration.ofSeconds(10);

    /** Each 30 s. */
    static IdleScenario ofAThousand(Stage stage, BenchOptions options) {
        Duration interval = Duration.ofSeconds(30);
        return new IdleScenario(stage, options, "idle", 1_000, interval, interval, Goal.atMost(5));
    }

    /** Each five minutes. */
    static IdleScenario ofTenThousand(Stage stage, BenchOptions options) {
        Duration interval = Duration.ofMinutes(5);
        return new IdleScenario(stage, options, "fleet", 10_000, interval, interval, Goal.atMost(10));
    }

    @Override
    public List<Figure> run() throws Exception {
        List<BenchConnection> all = IntStream.range(0, connections)
                .mapToObj(n -> BenchConnection.still(name + n, 0, 0))
                .toList();
        Map<String, String> settings = Map.of("vault.poll.interval", "500ms");
        Topics topics = stage.freshTopics(name);
        long before = stage.apiClient().requests().requests();
        try (Product product = Product.start(stage, topics, options.jvm(), settings, all)) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .until(() -> polls(product) - before >= Math.max(WARM_UP_POLLS, 2L * connections));
            for (int slice = 1; slice <= SLICES; slice++) {
                product.pollEach(interval, slice * connections / SLICES);
                pause(Duration.ofSeconds(1));
            }
            pause(SETTLING);
            return measure(product);
        }
    }

    private List<Figure> measure(Product product) throws Exception {
        Duration cpuBefore = product.jvm().cpu();
        long pollsBefore = polls(product);
        long start = System.nanoTime();
        pause(window);
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = product.jvm().cpu().minus(cpuBefore).toMillis() / 1000.0;
        long polls = polls(product) - pollsBefore;
        Instant collected = product.jvm().collect();
        return List.of(
                new Figure(name, "polls in " + window.toSeconds() + " s", polls, ""),
                new Figure(name, "CPU, of one core", 100 * cpuSeconds / seconds, "%", most),
                new Figure(name, "CPU of a poll", 1000 * cpuSeconds / polls, "ms"),
                new Figure(
                        name,
                        "heap after a full collection",
                        product.jvm().gcLog().left(collected) / MEGA,
                        "MB"));
    }

    private static void pause(Duration length) {
        long start = System.nanoTime();
        Awaitility.await().atMost(length.multipliedBy(2)).until(() -> System.nanoTime() - start >= length.toNanos());
    }

    private long polls(Product product) throws Exception {
        product.jvm().requireAlive();
        return stage.apiClient().requests().requests();
    }
}
