package io.vaultmedia.config;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BrokerAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost:9092",
                "kafka-1.example:9092,kafka-2.example:9093",
                "a:1, b:2 ,",
                "127.0.0.1:9092",
                "[::1]:9092",
                "my_broker:9092",
                "SASL_SSL://a:9092"
            })
    void takesAddressesAsKafkaDoes(String brokers) {
        assertThatCode(() -> BrokerAddresses.check("camel.component.kafka.brokers", brokers))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "a:9092,b",
                "a:",
                ":9092",
                "a:b",
                "a b:1",
                "a:9092;b:9092",
                "::1:9092",
                "http://a/:1"
            })
    void refusesWhatIsNoAddressWithAPort(String brokers) {
        assertThatThrownBy(() -> BrokerAddresses.check("camel.component.kafka.brokers", brokers))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage("camel.component.kafka.brokers=" + brokers
                        + ": must be addresses host:port, separated by commas");
    }
}
