package io.vaultmedia.bench;

import io.vaultmedia.bench.api.BenchConnection;
import io.vaultmedia.bench.report.Figure;
import io.vaultmedia.bench.report.FigureTable;
import io.vaultmedia.bench.report.ResultsFile;
import io.vaultmedia.sandbox.InvalidOptionException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Measures the packaged product, against a hand-written loop where there is something to compare: {@code mvn -Pbench}.
 * {@link BenchOptions} lists its {@code -Dbench.…} settings. Prints a table, and writes the same as JSON.
 *
 * <p>Ends with code 0 when it has measured, 1 if a ratio has fallen far below the recorded one (only looked at with
 * {@code -Dbench.short=true}), 2 if it could not measure.
 */
public final class Bench {
    private static final Path TARGET = Path.of("target", "bench");

    private Bench() {}

    public static void main(String[] args) {
        System.exit(exitCode());
    }

    private static int exitCode() {
        try {
            List<Figure> figures = run(BenchOptions.of(System.getProperties()));
            new FigureTable(figures).lines().forEach(System.out::println);
            ResultsFile.write(TARGET.resolve("results.json"), figures);
            return 0;
        } catch (InvalidOptionException e) {
            System.err.println("bench: " + e.getMessage());
            return 2;
        } catch (Exception e) {
            e.printStackTrace();
            return 2;
        }
    }

    private static List<Figure> run(BenchOptions options) throws Exception {
        List<Figure> figures = new ArrayList<>();
        int pages = Math.max(options.items(), options.warmUp()) / BenchConnection.PAGE;
        Stage stage = Stage.set(pages);
        try (stage) {
            for (ScenarioName name : options.scenarios()) {
                figures.addAll(scenario(name, stage, options).run());
            }
        }
        stage.clear();
        return figures;
    }

    private static Scenario scenario(ScenarioName name, Stage stage, BenchOptions options) {
        return switch (name) {
            case MAIN -> new MainScenario(stage, options);
        };
    }
}
