package io.vaultmedia.bench;

import io.vaultmedia.bench.report.Figure;
import io.vaultmedia.bench.report.Goal;
import io.vaultmedia.bench.report.Samples;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A hundred connections at once, and an API that takes 50 ms for a response. Together they should be as fast as a
 * single connection whose API responds at once. Both are measured in turns, in a heap with room for the ledger of all
 * runs, and with the collector that a JVM selects with two cores and 2 GB, half of which is its heap. Fifty workers
 * can request a thousand pages a second, more than two cores can publish.
 */
record ManyScenario(Stage stage, BenchOptions options) implements Scenario {
    private static final String HEAP = "1g";
    private static final String COLLECTOR = "G1";
    private static final Map<String, String> WORKERS = Map.of("vault.poll.workers", "50");
    private static final String NAME = "many";
    private static final int CONNECTIONS = 100;
    private static final int ITEMS = 2_000;
    private static final int SINGLE_ITEMS = 50_000;

    @Override
    public List<Figure> run() throws Exception {
        try (Contest contest = new Contest(stage, options.withHeap(HEAP, COLLECTOR), WORKERS)) {
            return run(contest);
        }
    }

    private List<Figure> run(Contest contest) throws Exception {
        List<Double> single = new ArrayList<>();
        List<Double> all = new ArrayList<>();
        for (int run = 0; run < options.runs(); run++) {
            single.add(rate(contest, Vaults.one("single" + run, SINGLE_ITEMS, 0)));
            all.add(rate(contest, Vaults.of(NAME + run, CONNECTIONS, ITEMS, LatencyScenario.LATENCY_MILLIS)));
            Progress.say(
                    "%s, run %d of %d: one %,.0f variants/s, a hundred %,.0f",
                    NAME, run + 1, options.runs(), single.get(run), all.get(run));
        }
        Samples ratios = Samples.ratios(all, single);
        return List.of(
                new Figure(NAME, "100 connections at 50 ms", Samples.of(all).median(), "variants/s"),
                new Figure(NAME, "100 connections at 50 ms / one at 0 ms", ratios.median(), "×", Goal.atLeast(0.9)));
    }

    private static double rate(Contest contest, Vaults vaults) throws Exception {
        return contest.run(Side.PRODUCT, vaults).variantsPerSecond();
    }
}
