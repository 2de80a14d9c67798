package io.vaultmedia.bench;

import io.vaultmedia.bench.api.BenchConnection;
import io.vaultmedia.bench.api.RequestCount;
import io.vaultmedia.bench.report.Figure;
import io.vaultmedia.bench.report.Goal;
import io.vaultmedia.bench.report.Samples;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * Measures the time from the start of the product's process to its first request, with a running broker that has none
 * of its topics: as in the image, with a class data archive, and without one.
 */
record StartScenario(Stage stage, BenchOptions options) implements Scenario {
    private static final String NAME = "start";
    private static final int RUNS = 5;
    private static final Path LIST = Path.of("target", "bench", "classes.lst");

    @Override
    public List<Figure> run() throws Exception {
        List<Double> archived = new ArrayList<>();
        list();
        double plain = seconds(List.of());
        for (int run = 0; run < RUNS; run++) {
            archived.add(seconds(stage.asInTheImage()));
        }
        return List.of(
                new Figure(
                        NAME,
                        "cold start to the first request, as in the image",
                        Samples.of(archived).median(),
                        "s",
                        Goal.atMost(3)),
                new Figure(NAME, "the same without an archive of classes, once", plain, "s"));
    }

    /**
     * A start that is not timed: the broker creates its internal topics, and src/main/app needs the list of classes.
     */
    private void list() throws Exception {
        Files.createDirectories(LIST.getParent());
        seconds(List.of("-XX:DumpLoadedClassList=" + LIST.toAbsolutePath()));
    }

    private double seconds(List<String> jvmOptions) throws Exception {
        BenchConnection connection = BenchConnection.still(NAME, 0, 0);
        List<String> jvm = new ArrayList<>(jvmOptions);
        jvm.addAll(options.jvm());
        long start = RequestCount.micros();
        try (Product product = Product.start(stage, stage.freshTopics(NAME), jvm, Map.of(), List.of(connection))) {
            return (firstRequest(product, connection) - start) / 1e6;
        }
    }

    private long firstRequest(Product product, BenchConnection connection) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(20))
                .until(
                        () -> {
                            product.jvm().requireAlive();
                            return stage.apiClient().requests(connection);
                        },
                        count -> count.requests() > 0)
                .firstMicros();
    }
}
