package io.vaultmedia.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final String NOON = "Sun, 07 Jun 2026 12:00:00 GMT";
    private static final String NOON_SECONDS = "1780833600";

    private final RetryAfter retryAfter = new RetryAfter(Duration.ofMinutes(10));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0|PT0S",
                "00|PT0S",
                "5|PT5S",
                " 5 |PT5S",
                "0.25|PT0.25S",
                "1.0001|PT1.001S",
                "599|PT9M59S",
                "600|PT10M",
                "601|PT10M",
                "86400|PT10M",
                "31622400|PT10M",
                "Sun, 07 Jun 2026 12:00:00 GMT|PT0S",
                "Sun, 07 Jun 2026 12:00:30 GMT|PT30S",
                "Sunday, 07-Jun-26 12:00:30 GMT|PT30S",
                "Mon, 08 Jun 2026 12:00:00 GMT|PT10M"
            })
    void waitsAsLongAsAskedButNotLongerThanItMay(String value, Duration wait) {
        assertThat(after(Map.of("Date", NOON, "Retry-After", value))).isEqualTo(wait);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-1",
                "+1",
                "1e3",
                "1,5",
                ".5",
                "5s",
                "soon",
                "NaN",
                "0x10",
                "٣",
                "31622401",
                NOON_SECONDS,
                "99999999999999999999",
                "Sun, 07 Jun 2026 11:59:59 GMT",
                "Mon, 07 Jun 2026 12:00:30 GMT",
                "Wed, 07 Jun 2028 12:00:00 GMT",
                "2026-06-07T12:00:30Z"
            })
    void ignoresWhatIsNegativeAbsurdOrInNoKnownForm(String value) {
        assertThat(after(Map.of("Date", NOON, "Retry-After", value))).isNull();
        assertThat(after(Map.of("Date", NOON, "Retry-After", value, "X-RateLimit-Reset", "7")))
                .isEqualTo(Duration.ofSeconds(7));
    }

    @ParameterizedTest
    @CsvSource({
        "0,PT0S",
        "12,PT12S",
        "12.5,PT12.5S",
        "3600,PT10M",
        "1780833600,PT0S",
        "1780833630,PT30S",
        "1780833630.5,PT30.5S",
        "1780833630250,PT30.25S",
        "1780920000,PT10M"
    })
    void waitsUntilTheBudgetIsBack(String value, Duration wait) {
        assertThat(after(Map.of("Date", NOON, "X-RateLimit-Reset", value))).isEqualTo(wait);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-5", "later", "1780833599", "1780833599999", "999999999", "1999999999", "999999999999999"})
    void ignoresABudgetThatCannotBe(String value) {
        assertThat(after(Map.of("Date", NOON, "X-RateLimit-Reset", value))).isNull();
    }

    @Test
    void takesTheWordOfRetryAfterBeforeTheOther() {
        assertThat(after(Map.of("Date", NOON, "Retry-After", "3", "X-RateLimit-Reset", "7")))
                .isEqualTo(Duration.ofSeconds(3));
        assertThat(after(Map.of("Date", NOON, "Retry-After", "0", "X-RateLimit-Reset", "7")))
                .isEqualTo(Duration.ZERO);
    }

    /** This machine's own clock may be wrong: without the API's there is nothing to count from. */
    @ParameterizedTest
    @ValueSource(strings = {"", "now"})
    void ignoresTimesWhereTheAnswerTellsNone(String date) {
        assertThat(after(Map.of("Date", date, "Retry-After", "Sun, 07 Jun 2026 12:00:30 GMT")))
                .isNull();
        assertThat(after(Map.of("Date", date, "X-RateLimit-Reset", "1780833630")))
                .isNull();
        assertThat(after(Map.of("Date", date, "Retry-After", "30"))).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void ignoresWhatIsSaidTwice() {
        assertThat(after(Map.of("Date", NOON, "Retry-After", List.of("1", "2"))))
                .isNull();
    }

    @Test
    void knowsWhenNothingIsSaid() {
        assertThat(after(Map.of("Date", NOON))).isNull();
    }

    private Duration after(Map<String, Object> headers) {
        return retryAfter.of(new ApiAnswer(new HashMap<>(headers)));
    }
}
