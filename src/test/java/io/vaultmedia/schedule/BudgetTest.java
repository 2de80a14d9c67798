package io.vaultmedia.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BudgetTest {

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    private long now;

    private Budget of(OptionalInt perMinute, int burst) {
        return Budget.of(new Pace(1, Optional.empty(), 1, 1, perMinute, burst, Duration.ofMinutes(1)), () -> now);
    }

    /** A clock may begin anywhere, and pass the largest number. */
    @ParameterizedTest
    @ValueSource(longs = {0, Long.MAX_VALUE, Long.MAX_VALUE - 1, Long.MIN_VALUE, -1})
    void isFullAtFirstAndGivesOneTokenBackAtATime(long start) {
        now = start;
        Budget budget = of(OptionalInt.of(60), 3);
        assertThat(budget.nanosToWait()).isZero();
        assertThat(taken(budget)).isEqualTo(3);
        assertThat(budget.nanosToWait()).isEqualTo(SECOND);

        now += SECOND - 1;
        assertThat(budget.take()).isFalse();
        assertThat(budget.nanosToWait()).isEqualTo(1);

        now += 1;
        assertThat(taken(budget)).isEqualTo(1);
    }

    @Test
    void neverHasMoreThanItsBurst() {
        Budget budget = of(OptionalInt.of(60), 3);
        taken(budget);

        now += 3600 * SECOND;

        assertThat(taken(budget)).isEqualTo(3);
    }

    @Test
    void isUnlimitedWithoutARate() {
        Budget budget = of(OptionalInt.empty(), 0);

        assertThat(budget.take()).isTrue();
        assertThat(budget.nanosToWait()).isZero();
    }

    @Property(tries = 200)
    void allowsNoMoreThanItsRateInAnyMinute(
            @ForAll @IntRange(min = 1, max = 1000) int perMinute, @ForAll @IntRange(min = 3, max = 50) int burst) {
        Budget budget = of(OptionalInt.of(perMinute), burst);
        taken(budget);
        int taken = 0;
        for (int i = 0; i < 600; i++) {
            now += SECOND / 10;
            taken += taken(budget);
        }
        assertThat(taken).isBetween(perMinute - 1, perMinute);
    }

    private static int taken(Budget budget) {
        int taken = 0;
        while (budget.take()) {
            taken++;
        }
        return taken;
    }
}
