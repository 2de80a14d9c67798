package io.vaultmedia.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vaultmedia.sandbox.InvalidOptionException;
import java.util.EnumSet;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BenchOptionsTest {
    private static BenchOptions options(String key, String value) {
        Properties properties = new Properties();
        properties.setProperty(key, value);
        return BenchOptions.of(properties);
    }

    @Test
    void measureAllByDefault() {
        BenchOptions options = BenchOptions.of(new Properties());

        assertThat(options.scenarios())
                .as("all but the one that only sizing needs")
                .containsExactlyElementsOf(EnumSet.complementOf(EnumSet.of(ScenarioName.FLEET)));
        assertThat(options.runs()).isEqualTo(5);
        assertThat(options.items()).isEqualTo(100_000);
    }

    @Test
    void theShortFormIsTheMainScenario() {
        assertThat(options("bench.short", "true").scenarios()).containsExactly(ScenarioName.MAIN);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bench.scenario | main | -Dbench.scenario is unknown; there are bench.collector, bench.heap, ",
                "bench.scenarios | main,mian | -Dbench.scenarios=main,mian is not a comma list of main,latency",
                "bench.short | yes | -Dbench.short=yes is not true or false",
                "bench.items | 150 | -Dbench.items=150 is not a multiple of 100",
                "bench.runs | 0 | -Dbench.runs=0 is not a number from 1 to 100"
            })
    void refuseWhatTheyDoNotUnderstand(String key, String value, String message) {
        assertThatThrownBy(() -> options(key, value))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageStartingWith(message);
    }
}
