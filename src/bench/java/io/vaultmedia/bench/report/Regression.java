package io.vaultmedia.bench.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Compares ratios with those that the project has recorded. Machines differ and are noisy, so only a loss of more than
 * 30 % fails. Immutable.
 *
 * @param recorded by scenario, then by the figure's name, as {@link ResultsFile} writes it
 */
public record Regression(JsonNode recorded) {
    private static final double SHARE = 0.7;

    /** Reads the recorded ratios; fails if there are none. */
    public static Regression recorded(String resource) throws IOException {
        try (InputStream in = Regression.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IOException("the recorded ratios are not on the class path: " + resource);
            }
            return new Regression(new ObjectMapper().readTree(in));
        }
    }

    /**
     * Returns a line for each figure that is far below the recorded one. Fails if a recorded figure was not measured.
     */
    public List<String> of(List<Figure> figures) {
        List<String> lines = new ArrayList<>();
        recorded.properties()
                .forEach(scenario -> scenario.getValue().properties().forEach(figure -> {
                    Figure measured = find(figures, scenario.getKey(), figure.getKey());
                    check(measured, figure.getValue().asDouble(), lines);
                }));
        return lines;
    }

    private static Figure find(List<Figure> figures, String scenario, String name) {
        return figures.stream()
                .filter(figure ->
                        figure.scenario().equals(scenario) && figure.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "a value of " + scenario + ": " + name + " was recorded, but none measured"));
    }

    private static void check(Figure figure, double recorded, List<String> lines) {
        if (!(figure.value() >= SHARE * recorded)) {
            lines.add(String.format(
                    Locale.ROOT,
                    "%s: %s is %.2f, less than 70 %% of the recorded %.2f: find out what became slower, or record the new value",
                    figure.scenario(),
                    figure.name(),
                    figure.value(),
                    recorded));
        }
    }
}
