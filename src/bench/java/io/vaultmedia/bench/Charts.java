package io.vaultmedia.bench;

import io.vaultmedia.bench.report.BarChart;
import io.vaultmedia.bench.report.BarChart.Bar;
import io.vaultmedia.bench.report.Figure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Charts of the main scenario's figures. Thread safe. */
final class Charts {
    /** The folder for all results. */
    static final Path FOLDER = Path.of("target", "bench");

    private Charts() {}

    /** Writes one chart for each kind of figure that was measured. */
    static void write(List<Figure> figures) throws IOException {
        write(FOLDER.resolve("rate.svg"), "Variants a second (median)", figures, ": rate");
        write(FOLDER.resolve("cpu.svg"), "CPU time for 1,000 variants, ms (median)", figures, ": CPU");
        write(FOLDER.resolve("allocated.svg"), "Allocated for 1,000 variants, MB (median)", figures, ": allocated");
    }

    private static void write(Path file, String title, List<Figure> figures, String ending) throws IOException {
        List<Bar> bars = figures.stream()
                .filter(figure -> figure.name().endsWith(ending))
                .map(figure -> new Bar(figure.name().replace(ending, ""), figure.value()))
                .toList();
        if (!bars.isEmpty()) {
            Files.writeString(file, new BarChart(title, bars).svg());
        }
    }
}
