package io.vaultmedia.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class FigureTableTest {
    @Test
    void showsGoalsAndWhetherTheyAreMet() {
        List<String> lines = new FigureTable(List.of(
                        new Figure("main", "rate", 12_345.6, "variants/s"),
                        new Figure("main", "ratio", 0.99, "×", Goal.atLeast(1)),
                        new Figure("start", "time", 2.5, "s", Goal.atMost(3))))
                .lines();

        assertThat(lines).hasSize(7).contains("main", "start");
        assertThat(lines.get(2)).endsWith("12,346 variants/s");
        assertThat(lines.get(3)).containsSubsequence("ratio", "0.99 ×", "≥ 1", "MISSED");
        assertThat(lines.get(6)).containsSubsequence("time", "2.50 s", "≤ 3", "met");
    }
}
