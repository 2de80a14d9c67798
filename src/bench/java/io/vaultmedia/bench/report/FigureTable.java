package io.vaultmedia.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Figures as lines of text, grouped by scenario. Immutable. */
public record FigureTable(List<Figure> figures) {
    public FigureTable {
        figures = List.copyOf(figures);
    }

    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        String scenario = "";
        for (Figure figure : figures) {
            if (!figure.scenario().equals(scenario)) {
                scenario = figure.scenario();
                lines.add("");
                lines.add(scenario);
            }
            lines.add(line(figure));
        }
        return lines;
    }

    private static String line(Figure figure) {
        String goal = figure.goal().text();
        String verdict = goal.isEmpty() ? "" : figure.goal().isMetBy(figure.value()) ? "met" : "MISSED";
        return String.format(
                        "  %-52s %12s %-10s %-9s %s",
                        figure.name(), number(figure.value()), figure.unit(), goal, verdict)
                .stripTrailing();
    }

    /** Formats a value with at least three significant digits. */
    static String number(double value) {
        double size = Math.abs(value);
        return String.format(Locale.ROOT, size < 10 ? "%.2f" : size < 100 ? "%.1f" : "%,.0f", value);
    }
}
