package io.vaultmedia.bench;

import io.vaultmedia.bench.api.BenchConnection;
import io.vaultmedia.bench.report.Figure;
import io.vaultmedia.bench.report.FigureTable;
import io.vaultmedia.bench.report.Regression;
import io.vaultmedia.bench.report.ResultsFile;
import io.vaultmedia.sandbox.InvalidOptionException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Measures the packaged product, and compares it with a hand-written loop: {@code mvn -Pbench}. {@link BenchOptions}
 * lists its {@code -Dbench.…} settings. Prints a table, and writes the same as JSON.
 *
 * <p>Exits with code 0 when it has measured, 1 if a ratio is far below the recorded one (checked only with {@code
 * -Dbench.short=true}), 2 if it could not measure.
 */
public final class Bench {

    private static final int LARGEST = 50_000;

    private Bench() {}

    public static void main(String[] args) {
        System.exit(exitCode());
    }

    private static int exitCode() {
        try {
            BenchOptions options = BenchOptions.of(System.getProperties());
            List<Figure> figures = run(options);
            new FigureTable(figures).lines().forEach(System.out::println);
            ResultsFile.write(Charts.FOLDER.resolve("results.json"), figures);
            Charts.write(figures);
            return options.isShort() ? compare(figures) : 0;
        } catch (InvalidOptionException e) {
            System.err.println("bench: " + e.getMessage());
            return 2;
        } catch (Exception e) {
            e.printStackTrace();
            return 2;
        }
    }

    private static int compare(List<Figure> figures) throws IOException {
        List<String> slower =
                Regression.recorded("/io/vaultmedia/bench/recorded.json").of(figures);
        slower.forEach(line -> System.err.println("bench: " + line));
        return slower.isEmpty() ? 0 : 1;
    }

    private static List<Figure> run(BenchOptions options) throws Exception {
        List<Figure> figures = new ArrayList<>();
        Stage stage = Stage.set(Math.max(LARGEST, Math.max(options.items(), options.warmUp())) / BenchConnection.PAGE);
        try (stage;
                Contest contest = new Contest(stage, options, Map.of())) {
            for (ScenarioName name : options.scenarios()) {
                if (!name.isContest()) {
                    contest.close();
                }
                Progress.say("%s", name.text());
                figures.addAll(scenario(name, stage, contest, options).run());
            }
        }
        stage.clear();
        return figures;
    }

    private static Scenario scenario(ScenarioName name, Stage stage, Contest contest, BenchOptions options) {
        return switch (name) {
            case MAIN -> new MainScenario(options, contest);
            case LATENCY -> new LatencyScenario(contest);
            case HOOK -> new HookScenario(stage, options);
            case MANY -> new ManyScenario(stage, options);
            case RESTORE -> new RestoreScenario(stage, options);
            case START -> new StartScenario(stage, options);
            case IDLE -> IdleScenario.ofAThousand(stage, options);
            case FLEET -> IdleScenario.ofTenThousand(stage, options);
            case TRICKLE -> new TrickleScenario(stage, options);
        };
    }
}
