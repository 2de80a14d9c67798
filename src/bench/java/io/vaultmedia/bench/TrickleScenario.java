package io.vaultmedia.bench;

import io.vaultmedia.bench.api.BenchConnection;
import io.vaultmedia.bench.report.Curve;
import io.vaultmedia.bench.report.Figure;
import io.vaultmedia.bench.report.Goal;
import io.vaultmedia.bench.report.Samples;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Twenty connections, each with a new item every two seconds, polled each second. Measures the age of a variant when a
 * {@code read_committed} consumer receives it. All times are this machine's clock.
 */
record TrickleScenario(Stage stage, BenchOptions options) implements Scenario {
    private static final String NAME = "trickle";
    private static final int CONNECTIONS = 20;
    private static final int EVERY_MILLIS = 2_000;
    private static final int INTERVAL_MILLIS = 1_000;
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration WINDOW = Duration.ofSeconds(25);

    @Override
    public List<Figure> run() throws Exception {
        List<BenchConnection> connections = IntStream.range(0, CONNECTIONS)
                .mapToObj(n -> BenchConnection.live("live" + n, EVERY_MILLIS))
                .toList();
        Map<String, String> settings = Map.of("vault.poll.interval", INTERVAL_MILLIS + "ms");
        Topics topics = stage.freshTopics(NAME);
        try (Product product = Product.start(stage, topics, options.jvm(), settings, connections)) {
            Samples ages = new Freshness(stage.brokers(), product).millis(WARM_UP, WINDOW);
            Files.createDirectories(Charts.FOLDER);
            Files.writeString(
                    Charts.FOLDER.resolve("freshness.svg"),
                    new Curve("Age of a variant when it is received, ms, polled each second", ages).svg());
            return figures(ages);
        }
    }

    private static List<Figure> figures(Samples ages) {
        Goal half = Goal.atMost(INTERVAL_MILLIS / 2.0 + 50);
        Goal whole = Goal.atMost(INTERVAL_MILLIS + 250);
        return List.of(
                new Figure(NAME, "variants received", ages.sorted().size(), ""),
                new Figure(NAME, "freshness, p50", ages.percentile(50), "ms", half),
                new Figure(NAME, "freshness, p99", ages.percentile(99), "ms", whole));
    }
}
