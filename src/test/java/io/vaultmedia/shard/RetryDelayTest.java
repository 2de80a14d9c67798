package io.vaultmedia.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RetryDelayTest {

    private final RetryDelay delay = new RetryDelay();

    @Test
    void doublesWithEachFailureInARowUpToFiveSeconds() {
        List<Long> expected = List.of(250L, 500L, 1_000L, 2_000L, 4_000L, 5_000L, 5_000L);

        assertThat(expected).allSatisfy(millis -> assertThat(delay.millis())
                .as("about %s ms", millis)
                .isBetween(millis * 8 / 10, millis * 12 / 10));
    }

    @Test
    void beginsAgainAfterASuccess() {
        Stream.generate(delay::millis).limit(10).forEach(millis -> {});
        delay.reset();

        assertThat(delay.millis()).isLessThanOrEqualTo(300);
    }

    @Test
    void isLongAtOnceForWhatDoesNotPassByItself() {
        assertThat(delay.longest()).isGreaterThanOrEqualTo(4_000);
        assertThat(delay.millis()).isGreaterThanOrEqualTo(4_000);
    }
}
