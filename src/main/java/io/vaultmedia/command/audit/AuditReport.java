package io.vaultmedia.command.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.vaultmedia.command.text.Paragraph;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Help.Ansi;

/** Writes what an audit has found, for people in 80 columns or as one JSON object. */
public final class AuditReport {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Findings findings;
    private final boolean withVaults;

    /** @param withVaults true if the vaults were listed */
    public AuditReport(Findings findings, boolean withVaults) {
        this.findings = findings;
        this.withVaults = withVaults;
    }

    /** Writes text, with colours if the terminal has them. */
    public void text(PrintWriter out, Ansi ansi) {
        out.print(Paragraph.of("", 0, read()));
        for (Fault fault : Fault.values()) {
            if (fault != Fault.LOST || withVaults) {
                text(out, ansi, fault);
            }
        }
        for (Explanation why : Explanation.values()) {
            if (findings.count(why) > 0) {
                out.print(Paragraph.of("explained: ", 4, number(findings.count(why)) + " " + why.meaning()));
            }
        }
        findings.problems()
                .forEach(problem -> out.print(
                        sign(ansi, false) + Paragraph.of("  ", 4, problem).substring(1)));
        out.print("\nThe audit's result is " + sign(ansi, findings.areClean()) + "\n");
        out.flush();
    }

    private String read() {
        String vaults = withVaults ? ", and " + number(findings.listed()) + " stored variants in the vaults" : "";
        return "compared " + number(findings.records()) + " records with " + number(findings.entries())
                + " ledger entries" + vaults;
    }

    private void text(PrintWriter out, Ansi ansi, Fault fault) {
        long count = findings.count(fault);
        String line = number(count) + " " + fault.label() + ": " + fault.meaning();
        out.print(sign(ansi, count == 0) + Paragraph.of("  ", 4, line).substring(1));
        findings.examples(fault).forEach(example -> out.print(Paragraph.of("    ", 6, example)));
        if (count > findings.examples(fault).size()) {
            out.print("    and " + number(count - findings.examples(fault).size()) + " more\n");
        }
    }

    private static String sign(Ansi ansi, boolean isGood) {
        return ansi.string(isGood ? "@|green √|@" : "@|red ×|@");
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Writes JSON. */
    public void json(PrintWriter out) {
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("clean", findings.areClean());
        report.put("records", findings.records());
        report.put("entries", findings.entries());
        if (withVaults) {
            report.put("listed", findings.listed());
        }
        Map<String, Object> faults = new LinkedHashMap<>();
        for (Fault fault : Fault.values()) {
            if (fault != Fault.LOST || withVaults) {
                faults.put(fault.label(), Map.of("count", findings.count(fault), "examples", findings.examples(fault)));
            }
        }
        report.put("faults", faults);
        Map<String, Object> explained = new LinkedHashMap<>();
        for (Explanation why : Explanation.values()) {
            explained.put(why.name().toLowerCase(Locale.ROOT).replace('_', '-'), findings.count(why));
        }
        report.put("explained", explained);
        report.put("problems", findings.problems());
        try {
            out.println(JSON.writeValueAsString(report));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written as JSON", e);
        }
        out.flush();
    }
}
