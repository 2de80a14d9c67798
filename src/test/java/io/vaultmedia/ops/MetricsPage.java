package io.vaultmedia.ops;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code docs/metrics.md} promises about each metric. */
public final class MetricsPage {

    private static final Pattern SECTION = Pattern.compile(
            "(?m)^### (\\w+)\\n\\n(Gauge|Counter|Histogram)\\b([^\\n]*(?:\\n[^\\n]+)*)\\n\\n([^\\n]+)\\n\\n```promql\\n(.+)\\n```");
    private static final Pattern LABEL = Pattern.compile("labels? (.*)", Pattern.DOTALL);
    private static final Pattern WORD = Pattern.compile("(?:^|; )`(\\w+)`");

    private MetricsPage() {}

    /**
     * One metric.
     *
     * @param type gauge, counter or histogram, as Prometheus spells it
     * @param help the text of {@code # HELP}
     */
    public record Metric(String name, String type, Set<String> labels, String help, String query) {}

    /** Returns the metrics by name, in the order of the page. */
    public static Map<String, Metric> read() throws IOException {
        Map<String, Metric> metrics = new LinkedHashMap<>();
        Matcher section = SECTION.matcher(Files.readString(Path.of("docs", "metrics.md")));
        while (section.find()) {
            metrics.put(
                    section.group(1),
                    new Metric(
                            section.group(1),
                            section.group(2).toLowerCase(Locale.ROOT),
                            labels(section.group(3)),
                            section.group(4),
                            section.group(5)));
        }
        return metrics;
    }

    private static Set<String> labels(String text) {
        Set<String> names = new TreeSet<>();
        Matcher part = LABEL.matcher(text);
        if (part.find()) {
            WORD.matcher(part.group(1)).results().forEach(word -> names.add(word.group(1)));
        }
        return names;
    }
}
