package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.api.ApiRequest;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checks {@link Punctuality}, with polls each 30 s, observed from second 100 to 140. */
class PunctualityTest {

    @Test
    void tellsHowLateAPollWas() {
        Punctuality polls = polls(asked("a", 80), asked("a", 112), asked("b", 75), asked("b", 104));

        assertThat(polls.polls()).isEqualTo(3);
        assertThat(polls.late(1)).isEqualTo(Duration.ofSeconds(-1));
        assertThat(polls.late(50)).isEqualTo(Duration.ofSeconds(2));
        assertThat(polls.shortestInterval()).isEqualTo(Duration.ofSeconds(29));
    }

    @Test
    void countsAPollThatNeverCame() {
        Punctuality polls = polls(asked("a", 95), asked("b", 90), asked("b", 121));

        assertThat(polls.late(100)).isEqualTo(Duration.ofSeconds(15));
    }

    @Test
    void countsAConnectionThatWasNeverAsked() {
        assertThat(polls(asked("a", 111)).late(100)).isEqualTo(Duration.ofSeconds(40));
    }

    @Test
    void leavesOutWhatWasDueBefore() {
        Punctuality polls = polls(asked("a", 20), asked("a", 98), asked("a", 128), asked("b", 111));

        assertThat(polls.polls()).isEqualTo(1);
        assertThat(polls.late(100)).isZero();
    }

    private static Punctuality polls(ApiRequest... requests) {
        return new Punctuality(
                Arrays.asList(requests), List.of("a", "b"), Duration.ofSeconds(30), seconds(100), seconds(140));
    }

    private static ApiRequest asked(String connection, long second) {
        return new ApiRequest("GET", "/", connection, Map.of(), List.of(), 200, seconds(second), 0);
    }

    private static long seconds(long count) {
        return Duration.ofSeconds(count).toNanos();
    }
}
