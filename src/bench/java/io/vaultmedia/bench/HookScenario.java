package io.vaultmedia.bench;

import io.vaultmedia.bench.report.Figure;
import io.vaultmedia.bench.report.Goal;
import io.vaultmedia.bench.report.Samples;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The main scenario's vault, whose variants pass through a host's own route: {@code vault.variant.via}, with one step
 * that sets a header. Its records have one header more than those of the loop without transactions, with which the
 * product takes turns.
 */
record HookScenario(Stage stage, BenchOptions options) implements Scenario {
    private static final String NAME = "hook";
    private static final Path ROUTE = Path.of("src/bench/resources/io/vaultmedia/bench/hook.camel.yaml");
    private static final List<Side> SIDES = List.of(Side.PRODUCT, Side.LOOP);

    @Override
    public List<Figure> run() throws Exception {
        try (Contest contest = new Contest(stage, options, settings())) {
            return run(contest);
        }
    }

    private static Map<String, String> settings() {
        return Map.of(
                "vault.variant.via",
                "direct:bench-hook",
                "camel.main.routes-include-pattern",
                "classpath:io/vaultmedia/routes/*.camel.yaml,file:" + ROUTE.toAbsolutePath());
    }

    private List<Figure> run(Contest contest) throws Exception {
        Map<Side, List<Pass>> passes = new EnumMap<>(Side.class);
        SIDES.forEach(side -> passes.put(side, new ArrayList<>()));
        for (int run = 0; run < options.runs(); run++) {
            for (Side side : SIDES) {
                Pass pass = contest.run(side, Vaults.one(NAME + run, options.items(), 0));
                passes.get(side).add(pass);
                Progress.say(
                        "%s, run %d of %d, %s: %,.0f variants/s",
                        NAME, run + 1, options.runs(), side, pass.variantsPerSecond());
            }
        }
        return figures(passes);
    }

    private static List<Figure> figures(Map<Side, List<Pass>> passes) {
        Samples ratios = Samples.ratios(rates(passes.get(Side.PRODUCT)), rates(passes.get(Side.LOOP)));
        Samples cpu = Samples.of(passes.get(Side.PRODUCT).stream()
                .map(pass -> 1000.0 * pass.usage().cpuMillis() / pass.variants())
                .toList());
        return List.of(
                new Figure(NAME, Ratios.TO_PLAIN + ", with a step of a host", ratios.median(), "×", Goal.atLeast(0.5)),
                new Figure(NAME, Side.PRODUCT + ": CPU, with a step of a host", cpu.median(), "ms/1,000"));
    }

    private static List<Double> rates(List<Pass> passes) {
        return passes.stream().map(Pass::variantsPerSecond).toList();
    }
}
