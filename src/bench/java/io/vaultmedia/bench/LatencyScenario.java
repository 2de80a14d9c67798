package io.vaultmedia.bench;

import io.vaultmedia.bench.report.Figure;
import io.vaultmedia.bench.report.Goal;
import java.util.ArrayList;
import java.util.List;

/**
 * One connection, and an API that takes 50 ms for a response, as a real one does. All other work should be hidden by
 * that. 300 pages are enough; 1,000 would take 50 s for each contender. The loop that waits for a commit after each
 * page is left out.
 */
record LatencyScenario(Contest contest) implements Scenario {
    static final int LATENCY_MILLIS = 50;
    private static final String NAME = "latency";
    private static final int ITEMS = 30_000;

    @Override
    public List<Figure> run() throws Exception {
        List<Figure> figures = new ArrayList<>();
        for (Side side : List.of(Side.PRODUCT, Side.LOOP)) {
            Vaults timed = Vaults.one(NAME, ITEMS, LATENCY_MILLIS);
            Pass pass = contest.run(side, timed);
            Progress.say("%s, %s: %,d ms for %d pages", NAME, side, pass.micros() / 1000, timed.pages());
            double share = pass.micros() / (1000.0 * LATENCY_MILLIS * timed.pages());
            Goal goal = side == Side.PRODUCT ? Goal.atMost(1.05) : Goal.NONE;
            figures.add(new Figure(NAME, side + ": time / (pages × 50 ms)", share, "×", goal));
        }
        return figures;
    }
}
