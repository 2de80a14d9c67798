package io.vaultmedia.status;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The status as lines for a terminal. Immutable.
 *
 * @param width how many characters fit on a line
 * @param most how many connections to show, the worst first
 */
public record StatusText(int width, int most) {

    private static final String ROW = "%-9s %-16s %-10s %7s %10s  %s";
    private static final String INDENT = " ".repeat(10);
    private static final int NAME = 16;
    private static final int BAR = 20;

    /** Returns the lines, without their ends. */
    public List<String> of(StatusReport report) {
        List<String> lines = new ArrayList<>(head(report));
        if (!report.connections().isEmpty()) {
            lines.add("");
            lines.add(String.format(ROW, "STATE", "CONNECTION", "VERIFIED", "FRESH", "RATE", "LAST SCAN"));
        }
        Instant now = Instant.parse(report.now());
        report.connections().stream().limit(most).forEach(one -> lines.addAll(row(one, now)));
        int more = report.connections().size() - most;
        if (more > 0) {
            lines.add("and " + more + " more that are no worse");
        }
        return lines.stream().map(this::fit).toList();
    }

    private List<String> head(StatusReport report) {
        List<String> lines = new ArrayList<>();
        lines.add("vault-media-routes " + report.version() + ", started "
                + span(Instant.parse(report.startedAt()), Instant.parse(report.now())) + " ago");
        lines.add(String.format(
                Locale.ROOT,
                "%d of %d shards open here, %,d ledger entries, %,d variants in the last minute",
                report.shards().open().size(),
                report.shards().count(),
                report.shards().entries(),
                report.variantsPerMinute()));
        if (report.replicas().size() > 1) {
            report.replicas()
                    .forEach(replica -> lines.add("replica " + replica.name() + " at " + replica.host()
                            + (replica.self() ? " (this one)" : "") + ": shards " + replica.shards()));
        }
        if (report.trouble() != null) {
            lines.addAll(wrapped("! ", "This replica does not publish: " + report.trouble()));
        }
        if (report.connectionsProblem() != null) {
            lines.addAll(wrapped("! ", "An edit of the connections is not applied: " + report.connectionsProblem()));
        }
        return lines;
    }

    private List<String> row(StatusReport.Connection one, Instant now) {
        List<String> lines = new ArrayList<>();
        lines.add(String.format(
                        ROW,
                        one.state(),
                        shortened(one.connection()),
                        one.verifiedUpTo() == null ? "" : ago(one.verifiedUpTo(), now),
                        one.freshnessSeconds() == null
                                ? ""
                                : text(Duration.ofMillis(Math.round(one.freshnessSeconds() * 1000))),
                        one.perMinute() == 0 ? "" : String.format(Locale.ROOT, "%,d/min", one.perMinute()),
                        one.lastScan() == null
                                ? ""
                                : one.lastScan().outcome() + " "
                                        + ago(one.lastScan().endedAt(), now))
                .stripTrailing());
        if (one.running() != null && !one.running().kind().equals("incremental")) {
            lines.add(INDENT + progress(one.running()));
        }
        if (one.why() != null) {
            String since = one.since() == null ? "" : " (for " + span(Instant.parse(one.since()), now) + ")";
            lines.addAll(wrapped(INDENT, one.why() + since));
            lines.addAll(wrapped(INDENT + "> ", one.todo()));
        }
        return lines;
    }

    private static String progress(StatusReport.Running running) {
        String figures = String.format(Locale.ROOT, "%,d pages, %,d variants", running.pages(), running.variants());
        if (running.share() == null) {
            return running.kind() + ": " + figures;
        }
        int filled = (int) (BAR * running.share());
        return String.format(
                Locale.ROOT,
                "%s [%s%s] %.0f %%, %s",
                running.kind(),
                "#".repeat(filled),
                ".".repeat(BAR - filled),
                Math.floor(100 * running.share()),
                figures);
    }

    private static String shortened(String name) {
        return name.length() <= NAME ? name : name.substring(0, NAME - 1) + "~";
    }

    private String fit(String line) {
        return line.length() <= width ? line : line.substring(0, width - 1) + "~";
    }

    private List<String> wrapped(String indent, String text) {
        List<String> lines = new ArrayList<>();
        String line = indent;
        for (String word : text.split(" ", -1)) {
            if (line.length() > indent.length() && line.length() + word.length() + 1 > width) {
                lines.add(line);
                line = " ".repeat(indent.length());
            }
            line += (line.isBlank() || line.equals(indent) ? "" : " ") + word;
        }
        lines.add(line);
        return lines;
    }

    private static String ago(String time, Instant now) {
        return span(Instant.parse(time), now) + " ago";
    }

    private static String span(Instant from, Instant to) {
        Duration span = Duration.between(from, to);
        return text(span.isNegative() ? Duration.ZERO : span);
    }

    private static String text(Duration span) {
        long seconds = span.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", span.toMillis() / 1000.0);
        }
        if (seconds < 120) {
            return seconds + " s";
        }
        if (seconds < 7_200) {
            return seconds / 60 + " min";
        }
        return seconds < 172_800 ? seconds / 3600 + " h" : seconds / 86_400 + " d";
    }
}
