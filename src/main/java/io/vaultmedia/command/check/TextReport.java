package io.vaultmedia.command.check;

import io.vaultmedia.command.text.Paragraph;
import java.io.PrintWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/** A report for people, as {@code linkerd check} writes it: printed while the checks run, in 80 columns. */
public final class TextReport implements Report {

    private static final int INDENT = 4;

    private final PrintWriter out;
    private final Ansi ansi;
    private final Map<Finding.Level, Integer> counts = new EnumMap<>(Finding.Level.class);
    private CheckId.Category category;

    public TextReport(PrintWriter out, Ansi ansi) {
        this.out = out;
        this.ansi = ansi;
    }

    @Override
    public void add(List<Finding> findings) {
        findings.forEach(this::print);
        out.flush();
    }

    private void print(Finding finding) {
        if (finding.id().category() != category) {
            String blank = category == null ? "" : "\n";
            category = finding.id().category();
            out.print(blank + category.label() + "\n"
                    + "-".repeat(category.label().length()) + "\n");
        }
        counts.merge(finding.level(), 1, Integer::sum);
        String sign = String.valueOf(finding.level().sign());
        String lines = Paragraph.of(sign + " ", INDENT, finding.text());
        out.print(coloured(finding.level(), sign) + lines.substring(1));
        if (finding.hint() != null) {
            out.print(Paragraph.of(" ".repeat(INDENT), INDENT, finding.hint()));
            out.print(
                    " ".repeat(INDENT) + "see docs/operating.md#" + finding.id().label() + "\n");
        }
    }

    private String coloured(Finding.Level level, String text) {
        return ansi.string("@|" + level.colour() + " " + text + "|@");
    }

    @Override
    public boolean end() {
        int failures = counts.getOrDefault(Finding.Level.FAILURE, 0);
        int warnings = counts.getOrDefault(Finding.Level.WARNING, 0);
        String sum = failures + " failed, " + warnings + (warnings == 1 ? " warning, " : " warnings, ")
                + counts.getOrDefault(Finding.Level.SUCCESS, 0) + " passed";
        Finding.Level level = failures > 0 ? Finding.Level.FAILURE : Finding.Level.SUCCESS;
        out.print("\nThe checks' result is " + coloured(level, String.valueOf(level.sign())) + " (" + sum + ")\n");
        out.flush();
        return failures == 0;
    }
}
