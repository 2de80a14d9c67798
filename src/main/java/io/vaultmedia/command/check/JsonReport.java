package io.vaultmedia.command.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A report for programs: one JSON object, printed at the end. */
public final class JsonReport implements Report {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final PrintWriter out;
    private final List<Finding> all = new ArrayList<>();

    public JsonReport(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void add(List<Finding> findings) {
        all.addAll(findings);
    }

    @Override
    public boolean end() {
        boolean success = all.stream().noneMatch(Finding::isFailure);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("success", success);
        report.put("checks", all.stream().map(JsonReport::entry).toList());
        try {
            out.println(JSON.writeValueAsString(report));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written as JSON", e);
        }
        out.flush();
        return success;
    }

    private static Map<String, Object> entry(Finding finding) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("category", finding.id().category().label());
        entry.put("id", finding.id().label());
        entry.put("result", finding.level().name().toLowerCase(Locale.ROOT));
        entry.put("text", finding.text());
        if (finding.hint() != null) {
            entry.put("hint", finding.hint());
            entry.put("docs", "docs/operating.md#" + finding.id().label());
        }
        return entry;
    }
}
