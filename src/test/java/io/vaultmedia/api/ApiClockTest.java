package io.vaultmedia.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.api.ApiClock.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.hc.client5.http.utils.DateUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiClockTest {

    private static final Instant NOON = Instant.parse("2026-06-07T12:00:00Z");

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
    private final ApiClock clock = new ApiClock(nanos::get);

    @Test
    void believesTheFirstTime() {
        assertThat(read(NOON)).isEqualTo(new ApiClock.Reading(NOON, null, false));
    }

    @Test
    void believesATimeThatPassesAsItDoesHere() {
        read(NOON);
        pass(Duration.ofHours(7));

        assertThat(read(NOON.plus(Duration.ofHours(7))).time()).isEqualTo(NOON.plus(Duration.ofHours(7)));
    }

    @ParameterizedTest
    @ValueSource(longs = {-300, -299, 0, 299, 300})
    void believesATimeThatIsSomewhatOff(long seconds) {
        read(NOON);

        assertThat(read(NOON.plusSeconds(seconds)).time()).isEqualTo(NOON.plusSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(longs = {-100_000_000, -301, 301, 31_536_000})
    void believesNoJump(long seconds) {
        read(NOON);

        assertThat(read(NOON.plusSeconds(seconds))).isEqualTo(new ApiClock.Reading(null, Problem.JUMPED, true));
    }

    @Test
    void believesALastingChangeFromTheSecondAnswerOn() {
        read(NOON);
        Instant later = NOON.plus(Duration.ofDays(365));

        assertThat(read(later).problem()).isEqualTo(Problem.JUMPED);
        assertThat(read(later).time()).isEqualTo(later);
    }

    @Test
    void believesNeitherAJumpNorTheWayBack() {
        read(NOON);

        assertThat(read(NOON.plus(Duration.ofDays(365))).problem()).isEqualTo(Problem.JUMPED);
        assertThat(read(NOON).problem()).isEqualTo(Problem.JUMPED);
        assertThat(read(NOON).time()).isEqualTo(NOON);
    }

    /** The clock that stands still while the other one runs. */
    @Test
    void believesNoTimeThatDoesNotPass() {
        read(NOON);
        pass(Duration.ofMinutes(6));

        assertThat(read(NOON).problem()).isEqualTo(Problem.JUMPED);
    }

    @Test
    void missesATime() {
        assertThat(clock.read(new ApiAnswer(Map.of()))).isEqualTo(new ApiClock.Reading(null, Problem.MISSING, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "now", "2026-06-07T12:00:00Z", "Mon, 07 Jun 2026 12:00:00 GMT", "1780833600", "Sun"})
    void cannotReadATime(String date) {
        assertThat(clock.read(new ApiAnswer(Map.of("Date", date))))
                .isEqualTo(new ApiClock.Reading(null, Problem.UNPARSEABLE, true));
    }

    @Test
    void cannotReadTwoTimes() {
        String date = DateUtils.formatStandardDate(NOON);

        assertThat(clock.read(new ApiAnswer(Map.of("Date", List.of(date, date))))
                        .problem())
                .isEqualTo(Problem.UNPARSEABLE);
    }

    @Test
    void comparesWithTheLastTimeThatThereWas() {
        read(NOON);
        clock.read(new ApiAnswer(Map.of()));
        pass(Duration.ofMinutes(10));

        assertThat(read(NOON).problem()).isEqualTo(Problem.JUMPED);
    }

    @Test
    void tellsTheFirstProblemOfEachKindFromItsRepetition() {
        ApiAnswer timeless = new ApiAnswer(Map.of());
        assertThat(clock.read(timeless).news()).isTrue();
        assertThat(clock.read(timeless).news()).isFalse();
        assertThat(clock.read(new ApiAnswer(Map.of("Date", "now"))).news()).isTrue();
        assertThat(clock.read(timeless).news()).isFalse();

        assertThat(read(NOON).news()).isFalse();
        assertThat(clock.read(timeless).news()).isTrue();
    }

    @Test
    void callsItsProblemsByTheirLabels() {
        assertThat(Problem.values()).extracting(Problem::label).containsExactly("missing", "unparseable", "jumped");
    }

    private ApiClock.Reading read(Instant time) {
        return clock.read(new ApiAnswer(Map.of("Date", DateUtils.formatStandardDate(time))));
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }
}
