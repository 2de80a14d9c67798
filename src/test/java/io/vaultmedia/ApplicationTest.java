package io.vaultmedia;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ApplicationTest {

    @ParameterizedTest
    @CsvSource({
        "CAMEL_COMPONENT_KAFKA_BROKERS,camel.component.kafka.brokers",
        "CAMEL_COMPONENT_KAFKA_SECURITY_PROTOCOL,camel.component.kafka.security-protocol",
        "CAMEL_COMPONENT_KAFKA_SASL_JAAS_CONFIG,camel.component.kafka.sasl-jaas-config",
        "CAMEL_COMPONENT_HTTPS_CONNECT_TIMEOUT,camel.component.https.connect-timeout",
        "CAMEL_MANAGEMENT_PORT,camel.management.port",
        "CAMEL_MANAGEMENT_HEALTH_PATH,camel.management.health-path"
    })
    void takesComponentSettingsFromTheEnvironment(String variable, String property) {
        assertThat(Application.environment(Map.of(variable, "x"))).containsExactly(Map.entry(property, "x"));
    }

    /** Camel itself sees to {@code VAULT_…} and {@code CAMEL_MAIN_…}. */
    @ParameterizedTest
    @ValueSource(
            strings = {"PATH", "VAULT_API_KEY", "CAMEL_MAIN_NAME", "CAMEL_COMPONENT_LOG_X", "camel_management_port"})
    void leavesTheRestOfTheEnvironmentAlone(String variable) {
        assertThat(Application.environment(Map.of(variable, "x"))).isEmpty();
    }

    @Test
    void takesAnEmptyVariableForUnset() {
        assertThat(Application.environment(Map.of("CAMEL_COMPONENT_KAFKA_BROKERS", "")))
                .isEmpty();
    }

    @Test
    void changesNoValue() {
        assertThat(Application.environment(Map.of("CAMEL_COMPONENT_KAFKA_BROKERS", " A:1,b:2 ")))
                .containsValue(" A:1,b:2 ");
    }
}
