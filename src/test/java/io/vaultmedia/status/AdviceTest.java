package io.vaultmedia.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.api.ApiException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AdviceTest {

    @ParameterizedTest
    @EnumSource
    void isWhatTheLogSaysForEachFailureOfTheApi(ApiException.Kind kind) {
        assertThat(new ApiException(kind, "a fact").getMessage()).isEqualTo("a fact; " + Advice.of(kind.label()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"not-published", "no-api-time", "step-failed", "late-message"})
    void existsForEachFailureOfOurOwn(String outcome) {
        assertThat(Advice.of(outcome)).isNotEqualTo(Advice.of("fault"));
    }

    @Test
    void isNotSaidTwice() {
        assertThat(Advice.fact("the API answered 500; wait", "wait")).isEqualTo("the API answered 500");
        assertThat(Advice.fact("the API answered 500", "wait")).isEqualTo("the API answered 500");
    }
}
