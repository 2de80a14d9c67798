package io.vaultmedia.sandbox.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({"0,0 B", "999,999 B", "1000,1.0 kB", "1234567,1.2 MB", "33400000,33 MB", "999999,1.0 MB", "12e9,12 GB"})
    void sizes(double bytes, String text) {
        assertThat(Quantity.size((long) bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "0,0 ms",
        "-300,-300 ms",
        "999,999 ms",
        "1000,1.0 s",
        "59999,59.9 s",
        "60000,1 min 0 s",
        "3599999,59 min 59 s",
        "3900000,1 h 5 min",
        "266400000,3 d 2 h"
    })
    void durations(long millis, String text) {
        assertThat(Quantity.duration(Duration.ofMillis(millis))).isEqualTo(text);
    }
}
