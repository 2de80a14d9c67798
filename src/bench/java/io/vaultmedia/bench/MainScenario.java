package io.vaultmedia.bench;

import io.vaultmedia.bench.api.BenchConnection;
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
 * One connection, an API that answers at once: what the product itself costs, against the hand-written loop with and
 * without transactions. Each has one JVM, which first publishes another connection: the cold figure, and the time in which
 * most of it is compiled, which else would be what is measured. Then they take turns, each time with a connection that none
 * of them knows; all must have published the very same records.
 */
final class MainScenario implements Scenario {
    private static final String NAME = "main";
    private static final double MEGA = 1 << 20;
    private static final List<Side> ORDER = List.of(Side.values());

    private final Stage stage;
    private final BenchOptions options;
    private final Contenders contenders;
    private final Map<Side, Contender> started = new EnumMap<>(Side.class);
    private final Map<Side, Pass> cold = new EnumMap<>(Side.class);
    private final Map<Side, List<Pass>> warm = new EnumMap<>(Side.class);

    MainScenario(Stage stage, BenchOptions options) {
        this.stage = stage;
        this.options = options;
        this.contenders = new Contenders(stage, options);
    }

    @Override
    public List<Figure> run() throws Exception {
        try {
            for (Side side : ORDER) {
                start(side);
            }
            for (int run = 0; run < options.runs(); run++) {
                for (int turn = 0; turn < ORDER.size(); turn++) {
                    turn(run, ORDER.get((run + turn) % ORDER.size()));
                }
                requireEqualRecords(run);
            }
            return figures();
        } finally {
            started.values().forEach(Contender::close);
        }
    }

    private void start(Side side) throws Exception {
        BenchConnection first = BenchConnection.still("warmup", options.warmUp(), 0);
        Contender contender = contenders.start(side, first);
        started.put(side, contender);
        cold.put(side, Pass.runFirst(stage, contender, first));
        warm.put(side, new ArrayList<>());
    }

    private void turn(int run, Side side) throws Exception {
        BenchConnection timed = BenchConnection.still("main" + run, options.items(), 0);
        Pass pass = Pass.run(stage, started.get(side), timed);
        warm.get(side).add(pass);
        Progress.say(
                "%s, run %d of %d, %s: %,.0f variants/s",
                NAME, run + 1, options.runs(), side, pass.variantsPerSecond());
    }

    private void requireEqualRecords(int run) {
        long digests = warm.values().stream()
                .map(passes -> passes.get(run).digest())
                .distinct()
                .count();
        if (digests != 1) {
            throw new IllegalStateException(
                    "the product and the hand-written loop did not publish the same records: " + warm);
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
        return warm.get(side).stream().map(Pass::variantsPerSecond).toList();
    }

    private Stream<Figure> figures(Side side) {
        return Stream.of(
                figure(side, "rate", Pass::variantsPerSecond, "variants/s"),
                new Figure(NAME, side + ": rate, cold", cold.get(side).variantsPerSecond(), "variants/s"),
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
        List<Double> values = warm.get(side).stream().mapToDouble(value).boxed().toList();
        return new Figure(NAME, side + ": " + name, new Samples(values).median(), unit);
    }
}
