package io.vaultmedia.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void haveDefaults() {
        Options options = Options.of(new Properties());

        assertThat(options.runFor()).isEmpty();
        assertThat(options.items()).isEqualTo(2000);
        assertThat(options.latency()).isEqualTo(Duration.ofMillis(50));
        assertThat(options.managementPort()).isEqualTo(9876);
        assertThat(options.apiPort()).isZero();
    }

    @Test
    void giveEachManagementPortALogOfItsOwn() {
        Options options = options("sandbox.management.port", "0").placed();

        assertThat(options.log()).isEqualTo("target/sandbox-" + options.managementPort() + ".log");
        assertThat(options("sandbox.log", "mine.log").log()).isEqualTo("mine.log");
    }

    @ParameterizedTest
    @CsvSource({"500ms,500", "30s,30000", "5m,300000", "1h,3600000"})
    void readTimes(String text, long millis) {
        assertThat(options("sandbox.for", text).runFor()).hasValue(Duration.ofMillis(millis));
    }

    @Test
    void passOnTheProductsOwnKeys() {
        assertThat(options("vault.shards", "2").product()).isEqualTo(Map.of("vault.shards", "2"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sandbox.itmes | 5 | -Dsandbox.itmes is unknown; there are sandbox.api.port, ",
                "sandbox.for | 5 | -Dsandbox.for=5 is not a time such as 500ms, 30s, 5m or 1h",
                "sandbox.faults | 2 | -Dsandbox.faults=2 is not a number from 0 to 1",
                "sandbox.rate | many | -Dsandbox.rate=many is not a number from 0 to 10000",
                "sandbox.api.port | 65536 | -Dsandbox.api.port=65536 is not a number from 0 to 65535"
            })
    void refuseWhatTheyDoNotUnderstand(String key, String value, String message) {
        assertThatThrownBy(() -> options(key, value))
                .isInstanceOf(InvalidOptionException.class)
                .hasMessageStartingWith(message)
                .hasMessageNotContaining("\n");
    }

    private static Options options(String key, String value) {
        Properties properties = new Properties();
        properties.setProperty(key, value);
        return Options.of(properties);
    }
}
