package io.vaultmedia.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class TraceSettingTest {

    @Test
    void refusesTracesThatNobodyCouldMake() {
        assertThat(TraceSetting.isPossible("io.opentelemetry.api.OpenTelemetry"))
                .isTrue();
        assertThatThrownBy(() -> TraceSetting.isPossible("org.example.Missing"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "vault.trace.enabled=true: add the jar io.opentelemetry:opentelemetry-api to the class path");
    }
}
