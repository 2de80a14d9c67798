package io.vaultmedia.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class RegressionTest {
    private static Regression recorded(String json) throws Exception {
        return new Regression(new ObjectMapper().readTree(json));
    }

    private static List<Figure> measured(double value) {
        return List.of(new Figure("main", "ratio", value, "×"));
    }

    @Test
    void sevenTenthsOfWhatWasRecordedIsEnough() throws Exception {
        assertThat(recorded("{\"main\":{\"ratio\":1}}").of(measured(0.7))).isEmpty();
    }

    @Test
    void lessIsSaidInOneLine() throws Exception {
        assertThat(recorded("{\"main\":{\"ratio\":1}}").of(measured(0.69)))
                .containsExactly(
                        "main: ratio is 0.69, less than 70 % of the recorded 1.00: find out what became slower, "
                                + "or record the new value");
    }

    @Test
    void noNumberIsNotEnough() throws Exception {
        assertThat(recorded("{\"main\":{\"ratio\":1}}").of(measured(Double.NaN)))
                .hasSize(1);
    }

    @Test
    void whatWasNotMeasuredCannotPass() throws Exception {
        Regression regression = recorded("{\"main\":{\"ratio\":1,\"other\":1}}");

        assertThatThrownBy(() -> regression.of(measured(1))).hasMessageContaining("main: other");
    }

    @Test
    void readsWhatWasWrittenToBeRecorded() throws Exception {
        assertThat(Regression.recorded("/io/vaultmedia/bench/recorded.json")
                        .recorded()
                        .properties())
                .isNotEmpty();
        assertThatThrownBy(() -> Regression.recorded("/nowhere.json")).hasMessageContaining("/nowhere.json");
    }
}
