package io.vaultmedia.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;

import java.util.Optional;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stops Camel's own start, told without the value: under a misspelled key it may be a password. */
class CamelKeysTest {

    private final Main main = new Main();

    @AfterEach
    void stop() {
        main.stop();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "camel.component.kafka.sasl-jaas-confg | there is no such setting; did you mean camel.component.kafka.sasl-jaas-config?",
                "camel.component.kafka.saslPasword | there is no such setting; did you mean camel.component.kafka.sasl-password?",
                "camel.component.https.conect-timeout | there is no such setting; did you mean camel.component.https.connect-timeout?",
                "camel.component.kafak.brokers | there is no component kafak; did you mean camel.component.kafka?",
                "camel.component.kafka.session-timeout-ms | cannot be set to the value that it is given",
                "camel.main.nam | there is no such setting; did you mean camel.main.name?",
                "camel.main.shutdown-timeout | cannot be set to the value that it is given",
                "camel.management.prt | there is no such setting; did you mean camel.management.port?",
                "camel.ssl.keystore-pasword | there is no such setting; did you mean camel.ssl.keystore-password?",
            })
    void namesTheKeyAndWhatIsWrongButNeverTheValue(String key, String wrong) {
        ConfigurationException e = startWith(key, "secret").orElseThrow();

        assertThat(e).hasMessageStartingWith("camel.").hasMessageEndingWith(": " + wrong);
        assertThat(e.getMessage()).doesNotContain("secret").startsWith(key.replaceAll("Pas", "-pas"));
    }

    @Test
    void namesAKeyWithoutAValue() {
        assertThat(startWith("camel.main.name", "").orElseThrow())
                .hasMessage("camel.main.name is not set: give it a value, or remove it");
    }

    @Test
    void leavesOtherFailuresAlone() {
        assertThat(CamelKeys.wrong(main.getCamelContext(), new IllegalStateException("a fault of ours")))
                .isEmpty();
        assertThat(CamelKeys.wrong(main.getCamelContext(), new IllegalStateException()))
                .isEmpty();
    }

    private Optional<ConfigurationException> startWith(String key, String value) {
        main.setDefaultPropertyPlaceholderLocation("false"); // ours, which is on the tests' class path
        main.addInitialProperty(key, value);
        Exception e = catchException(main::start);
        assertThat(e).isNotNull();
        return CamelKeys.wrong(main.getCamelContext(), e);
    }
}
