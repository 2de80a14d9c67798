package io.vaultmedia.bench;

import io.vaultmedia.bench.api.BenchConnection;
import io.vaultmedia.bench.report.Figure;
import io.vaultmedia.bench.report.Goal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * A thousand connections without news, polled each 30 s: measures the cost of waiting, for one interval. Before it,
 * they are polled continuously until the JVM has compiled what ten minutes of normal polling would compile. Then more
 * and more of them are polled each 30 s, so that the polls are spread as after a start.
 */
record IdleScenario(Stage stage, BenchOptions options) implements Scenario {
    private static final String NAME = "idle";
    private static final int CONNECTIONS = 1_000;
    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final int WARM_UP_POLLS = 20 * CONNECTIONS;
    private static final int SLICES = 10;

    /** Time for the product to read its connections file, and for the compilers to finish. */
    private static final Duration SETTLING = Duration.ofSeconds(10);

    @Override
    public List<Figure> run() throws Exception {
        List<BenchConnection> connections = IntStream.range(0, CONNECTIONS)
                .mapToObj(n -> BenchConnection.still("idle" + n, 0, 0))
                .toList();
        Map<String, String> settings = Map.of("vault.poll.interval", "500ms");
        Topics topics = stage.freshTopics(NAME);
        long before = stage.apiClient().requests().requests();
        try (Product product = Product.start(stage, topics, options.jvm(), settings, connections)) {
            Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> polls(product) - before >= WARM_UP_POLLS);
            for (int slice = 1; slice <= SLICES; slice++) {
                product.pollEach(INTERVAL, slice * CONNECTIONS / SLICES);
                pause(Duration.ofSeconds(1));
            }
            pause(SETTLING);
            return window(product);
        }
    }

    private List<Figure> window(Product product) throws Exception {
        Duration cpuBefore = product.jvm().cpu();
        long pollsBefore = polls(product);
        long start = System.nanoTime();
        pause(INTERVAL);
        double seconds = (System.nanoTime() - start) / 1e9;
        double cpuSeconds = product.jvm().cpu().minus(cpuBefore).toMillis() / 1000.0;
        return List.of(
                new Figure(NAME, "polls in " + INTERVAL.toSeconds() + " s", polls(product) - pollsBefore, ""),
                new Figure(NAME, "CPU, of one core", 100 * cpuSeconds / seconds, "%", Goal.atMost(5)));
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
