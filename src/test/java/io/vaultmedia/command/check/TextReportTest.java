package io.vaultmedia.command.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

class TextReportTest {

    private final StringWriter out = new StringWriter();

    @Test
    void putsTheSignFirstAndWrapsAt80Columns() {
        Report report = new TextReport(new PrintWriter(out), Ansi.OFF);
        report.add(List.of(
                Finding.success(CheckId.SETTINGS, "all is well " + "and ".repeat(20) + "well"),
                Finding.failure(CheckId.API_CONNECTION, "bob: the API answered 403; check that it may")));

        assertThat(report.end()).isFalse();
        assertThat(out.toString().lines())
                .containsExactly(
                        "settings",
                        "--------",
                        "√ all is well and and and and and and and and and and and and and and and and",
                        "    and and and and well",
                        "",
                        "api",
                        "---",
                        "× bob: the API answered 403",
                        "    check that it may",
                        "    see docs/operating.md#api-connection",
                        "",
                        "The checks' result is × (1 failed, 0 warnings, 1 passed)");
    }

    @Test
    void coloursOnlyTheSign() {
        new TextReport(new PrintWriter(out), Ansi.ON).add(List.of(Finding.success(CheckId.API_KEY, "there")));

        assertThat(out.toString()).contains("\u001b[32m√\u001b[39m\u001b[0m there");
    }

    @Test
    void jsonHasTheHintOfEachFailure() {
        Report report = new JsonReport(new PrintWriter(out));
        report.add(List.of(Finding.failure(CheckId.KAFKA_GROUP, "others are in the group", "stop them")));

        assertThat(report.end()).isFalse();
        assertThat(out.toString())
                .contains("\"success\" : false", "\"id\" : \"kafka-group\"", "\"hint\" : \"stop them\"");
    }
}
