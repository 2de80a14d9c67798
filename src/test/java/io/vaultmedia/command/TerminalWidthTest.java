package io.vaultmedia.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TerminalWidthTest {

    @ParameterizedTest
    @CsvSource({"24 132, 132", "24 80, 80", "24 20, 40", "0 0, 80", "'', 80", "stty: not a terminal, 80"})
    void isWhatSttySays(String size, int columns) {
        assertThat(TerminalWidth.of(Map.of(), size)).isEqualTo(columns);
    }

    @Test
    void isWhatTheEnvironmentSays() {
        assertThat(TerminalWidth.of(Map.of("COLUMNS", "100"), "24 80")).isEqualTo(100);
    }
}
