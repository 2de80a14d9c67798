package io.vaultmedia.command.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

    private final StringWriter out = new StringWriter();

    @Test
    void fitsATerminalAndLeavesNothingBehind() {
        try (ProgressLine line = new ProgressLine(new PrintWriter(out), true)) {
            line.show("reading a topic with a very long name".repeat(5), 0.5);
        }
        String[] shown = out.toString().split("\r", -1);
        assertThat(shown[1])
                .hasSize(79)
                .startsWith("[##########----------]  50 % reading")
                .endsWith("…");
        assertThat(shown[2]).isBlank();
        assertThat(shown[3]).isEmpty();
    }

    @Test
    void showsNothingInAFile() {
        try (ProgressLine line = new ProgressLine(new PrintWriter(out), false)) {
            line.show("reading", 1);
        }
        assertThat(out.toString()).isEmpty();
    }
}
