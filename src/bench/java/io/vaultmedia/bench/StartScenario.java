package io.vaultmedia.bench;

import io.vaultmedia.bench.api.BenchConnection;
import io.vaultmedia.bench.api.RequestCount;
import io.vaultmedia.bench.report.Figure;
import io.vaultmedia.bench.report.Goal;
import io.vaultmedia.bench.report.Samples;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** From the start of the product's process to its first request, on a broker that is up and knows nothing of it. */
record StartScenario(Stage stage, BenchOptions options) implements Scenario {
    private static final String NAME = "start";
    private static final int RUNS = 3;

    @Override
    public List<Figure> run() throws Exception {
        List<Double> seconds = new ArrayList<>();
        for (int run = 0; run < RUNS; run++) {
            BenchConnection connection = BenchConnection.still("start", 0, 0);
            long start = RequestCount.micros();
            try (Product product = Product.start(
                    stage,
                    stage.freshTopics("start"),
                    List.of("-Xmx" + options.heap()),
                    Map.of(),
                    List.of(connection))) {
                seconds.add((firstRequest(product, connection) - start) / 1e6);
            }
        }
        double median = Samples.of(seconds).median();
        return List.of(new Figure(NAME, "cold start to the first request", median, "s", Goal.atMost(3)));
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
