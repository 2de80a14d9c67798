package io.vaultmedia.bench;

import io.vaultmedia.bench.report.Figure;
import io.vaultmedia.bench.report.Goal;
import io.vaultmedia.bench.report.Samples;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * One connection, and an API that responds at once. Measures the cost of the product itself, against the hand-written
 * loop with and without transactions. The contenders take turns, each time with a new connection. All must publish the
 * same records.
 */
final class MainScenario implements Scenario {
    private static final String NAME = "main";
    private static final double MEGA = 1 << 20;
    private static final List<Side> ORDER = List.of(Side.values());

    private final BenchOptions options;
    private final Contest contest;
    private final Map<Side, List<Pass>> passes = new EnumMap<>(Side.class);

    MainScenario(BenchOptions options, Contest contest) {
        this.options = options;
        this.contest = contest;
    }

    @Override
    public List<Figure> run() throws Exception {
        ORDER.forEach(side -> passes.put(side, new ArrayList<>()));
        for (int run = 0; run < options.runs(); run++) {
            for (int turn = 0; turn < ORDER.size(); turn++) {
                turn(run, ORDER.get((run + turn) % ORDER.size()));
            }
            requireEqualRecords(run);
        }
        return figures();
    }

    private void turn(int run, Side side) throws Exception {
        Pass pass = contest.run(side, Vaults.one(NAME + run, options.items(), 0));
        passes.get(side).add(pass);
        Progress.say(
                "%s, run %d of %d, %s: %,.0f variants/s",
                NAME, run + 1, options.runs(), side, pass.variantsPerSecond());
    }

    private void requireEqualRecords(int run) {
        long digests = passes.values().stream()
                .map(of -> of.get(run).digest())
                .distinct()
                .count();
        if (digests != 1) {
            throw new IllegalStateException(
                    "the product and the hand-written loop did not publish the same records: " + passes);
        }
    }

    private List<Figure> figures() {
        Samples toTransactions = ratios(Side.LOOP_WITH_TRANSACTIONS);
        Samples toPlain = ratios(Side.LOOP);
        List<Figure> figures = new ArrayList<>();
        figures.add(new Figure(NAME, Ratios.TO_TRANSACTIONS, toTransactions.median(), "×", Goal.atLeast(1)));
        figures.add(new Figure(NAME, Ratios.TO_PLAIN, toPlain.median(), "×", Goal.atLeast(0.8)));
        figures.add(new Figure(NAME, Ratios.TO_TRANSACTIONS + ", least", toTransactions.least(), "×"));
        figures.add(new Figure(NAME, Ratios.TO_TRANSACTIONS + ", most", toTransactions.most(), "×"));
        for (Side side : Side.values()) {
            figures.addAll(figures(side).toList());
        }
        return figures;
    }

    private Samples ratios(Side other) {
        return Samples.ratios(rates(Side.PRODUCT), rates(other));
    }

    private List<Double> rates(Side side) {
        return passes.get(side).stream().map(Pass::variantsPerSecond).toList();
    }

    private Stream<Figure> figures(Side side) {
        return Stream.of(
                figure(side, "rate", Pass::variantsPerSecond, "variants/s"),
                new Figure(NAME, side + ": rate, cold", contest.cold(side).variantsPerSecond(), "variants/s"),
                figure(side, "CPU", pass -> 1000.0 * pass.usage().cpuMillis() / pass.variants(), "ms/1,000"),
                figure(
                        side,
                        "allocated",
                        pass -> 1000 / MEGA * pass.usage().allocatedBytes() / pass.variants(),
                        "MB/1,000"),
                figure(side, "peak heap", pass -> pass.usage().peakHeapBytes() / MEGA, "MB"),
                figure(side, "requests", Pass::requests, ""));
    }

    private Figure figure(Side side, String name, ToDoubleFunction<Pass> value, String unit) {
        List<Double> values =
                passes.get(side).stream().mapToDouble(value).boxed().toList();
        return new Figure(NAME, side + ": " + name, new Samples(values).median(), unit);
    }
}
