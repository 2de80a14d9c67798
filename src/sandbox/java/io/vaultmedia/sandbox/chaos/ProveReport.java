package io.vaultmedia.sandbox.chaos;

import io.vaultmedia.command.text.Paragraph;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What was found, as text of 80 columns, in the manner of a Jepsen analysis. */
final class ProveReport {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT).withZone(ZoneId.systemDefault());

    private final Findings findings;

    ProveReport(Findings findings) {
        this.findings = findings;
    }

    /**
     * Returns the text.
     *
     * @param title what was run, and when
     * @param repeat the command line that does the same again
     */
    String text(String title, String repeat) {
        return Paragraph.of("", 2, title) + "\n" + setup() + rounds() + figures() + conclusion()
                + Paragraph.of("", 0, limits())
                + "\nRepeat it:\n  " + repeat + "\n";
    }

    private String setup() {
        OwnTopics.Kafka kafka = findings.kafka();
        String durable = kafka.durability()
                .map(d -> String.format(
                        Locale.ROOT,
                        "%d replica%s of each record, min.insync.replicas=%d%s",
                        d.replicas(),
                        d.replicas() == 1 ? "" : "s",
                        d.minInsync(),
                        d.weakness().isEmpty() ? "" : ": the loss of one broker can lose records"))
                .orElse("no topics");
        return Paragraph.of(
                        "Kafka    ",
                        9,
                        kafka.brokers() + " broker" + (kafka.brokers() == 1 ? "" : "s") + "; " + durable)
                + Paragraph.of(
                        "Product  ",
                        9,
                        "1 to " + ClusterSetup.REPLICAS
                                + " replicas, each a process of its own, killed by kill -9, paused by SIGSTOP")
                + Paragraph.of(
                        "API      ",
                        9,
                        "simulated: " + Accounts.ALL.size() + " connections, "
                                + ClusterSetup.LATENCY.toMillis() + " ms, " + Scenario.FAULTS
                                + " % of its answers are errors; after the backfill, "
                                + Scenario.ITEMS_PER_SECOND + " new items a second");
    }

    private String rounds() {
        StringBuilder table = new StringBuilder("\n" + line("begun", "round", "what was done", "resumed"));
        findings.happenings().forEach(happening -> table.append(lines(happening)));
        return table.toString();
    }

    /** A line for each step. */
    private static String lines(Scenario.Happening happening) {
        List<Step> steps = happening.round().steps();
        StringBuilder lines = new StringBuilder();
        for (int i = 0; i < steps.size(); i++) {
            boolean isFirst = i == 0;
            boolean isLast = i == steps.size() - 1;
            lines.append(line(
                    isFirst ? TIME.format(happening.at()) : "",
                    isFirst ? Integer.toString(happening.round().number()) : "",
                    steps.get(i).toString(),
                    isLast
                            ? String.format(
                                    Locale.ROOT, "%.1f s", happening.resumed().toMillis() / 1000.0)
                            : ""));
        }
        return lines.toString();
    }

    private static String line(String begun, String round, String what, String resumed) {
        return String.format(Locale.ROOT, "%-8s  %5s  %-50s %9s", begun, round, what, resumed)
                        .stripTrailing()
                + "\n";
    }

    private String figures() {
        Verdict verdict = findings.verdict();
        return "\n"
                + figure("stored", verdict.stored(), "what the API ever showed as stored")
                + figure("published", verdict.published(), "records that a read_committed consumer sees")
                + figure("lost", verdict.lost().size(), "stored, but not published")
                + figure("repeated", verdict.repeated().size(), "published again")
                + figure("torn", verdict.torn().size(), "a record without its ledger entry, or the reverse")
                + figure("out of order", verdict.reordered().size(), "published after a later variant of its item")
                + figure("unexpected", verdict.unexpected().size(), "published, but never stored")
                + figure("polled by two", findings.overlaps().size(), "requests of two replicas at once")
                + "\n"
                + verdict.details()
                        .lines()
                        .map(line -> Paragraph.of("", 2, line))
                        .collect(Collectors.joining());
    }

    private static String figure(String name, int count, String meaning) {
        return String.format(Locale.ROOT, "%-13s %,9d  %s%n", name, count, meaning);
    }

    private String conclusion() {
        if (findings.areClean()) {
            return "Verdict: each stored variant was published exactly once, and in order.\n\n";
        }
        return Paragraph.of(
                        "",
                        2,
                        "Verdict: a FAULT was found"
                                + findings.stuck()
                                        .map(what -> ": it did not resume: " + what)
                                        .orElse(""))
                + "\n";
    }

    private static String limits() {
        return "Not shown: your brokers were left alone. Restart or kill them while this runs: the same has to hold.";
    }
}
