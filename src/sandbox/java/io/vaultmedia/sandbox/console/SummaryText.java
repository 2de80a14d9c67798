package io.vaultmedia.sandbox.console;

import io.vaultmedia.sandbox.Summary;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The last lines of the screen. Immutable. */
public record SummaryText(Terminal terminal) {
    /** The summary's lines, the verdict last. */
    public List<String> lines(Summary summary) {
        long requests = summary.requests().values().stream().mapToLong(n -> n).sum();
        return List.of(
                "",
                "  " + terminal.paint(Colour.STRONG, "After " + Quantity.duration(summary.ran())),
                "",
                row("published", summary.published(), ""),
                row("distinct", summary.distinct(), ""),
                row("repeated", summary.repeated(), ""),
                row("lost", summary.lost(), summary.lost() > 0 ? "stored, but never published" : ""),
                row("pending", summary.pending(), summary.pending() > 0 ? "ended during the backfill" : ""),
                row("unexpected", summary.unexpected(), summary.unexpected() > 0 ? "published, but never stored" : ""),
                row("requests", requests, statuses(summary)),
                "",
                "  " + verdict(summary));
    }

    private static String row(String name, long number, String note) {
        return String.format("  %-11s %9s  %s", name, Quantity.count(number), note)
                .stripTrailing();
    }

    private static String statuses(Summary summary) {
        return new TreeMap<>(summary.requests())
                .entrySet().stream()
                        .map(status -> status.getKey() + ": " + Quantity.count(status.getValue()))
                        .collect(Collectors.joining(", "));
    }

    private String verdict(Summary summary) {
        String good = summary.pending() > 0
                ? "Nothing was published twice. The backfill was not finished."
                : "Each stored variant was published exactly once.";
        return summary.isExactlyOnce()
                ? terminal.paint(Colour.GOOD, good)
                : terminal.paint(Colour.BAD, "Not every stored variant was published exactly once.");
    }
}
