package io.vaultmedia.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vaultmedia.api.ApiException.Kind;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsePolicyTest {

    private final ResponsePolicy policy = new ResponsePolicy(new RetryAfter(Duration.ofMinutes(10)));

    @Test
    void takes200ForAPage() {
        assertThatCode(() -> policy.check(answer(200), false)).doesNotThrowAnyException();
        assertThatCode(() -> policy.check(answer(200), true)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "400,REJECTED",
        "401,UNAUTHORIZED",
        "403,FORBIDDEN",
        "404,REJECTED",
        "405,REJECTED",
        "408,REJECTED",
        "410,REJECTED",
        "418,REJECTED",
        "422,REJECTED",
        "429,THROTTLED",
        "500,UNAVAILABLE",
        "502,UNAVAILABLE",
        "503,UNAVAILABLE",
        "599,UNAVAILABLE",
        "301,REDIRECTED",
        "302,REDIRECTED",
        "304,REDIRECTED",
        "308,REDIRECTED",
        "201,MALFORMED",
        "204,MALFORMED",
        "206,MALFORMED",
        "101,MALFORMED",
        "600,MALFORMED",
        "0,MALFORMED"
    })
    void takesNothingElseForAPage(int status, Kind kind) {
        ApiException e = refusal(answer(status), false);

        assertThat(e.kind()).isEqualTo(kind);
        assertThat(e).hasMessageStartingWith("the API answered " + status);
    }

    @ParameterizedTest
    @CsvSource({
        "400,REFUSED_CURSOR",
        "404,REFUSED_CURSOR",
        "410,REFUSED_CURSOR",
        "422,REFUSED_CURSOR",
        "401,UNAUTHORIZED",
        "403,FORBIDDEN",
        "405,REJECTED",
        "429,THROTTLED",
        "500,UNAVAILABLE"
    })
    void tellsARefusedCursorFromARefusedRequest(int status, Kind kind) {
        assertThat(refusal(answer(status), true).kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void passesOnForHowLongTheApiWantsToBeLeftAlone(int status) {
        ApiAnswer answer = new ApiAnswer(Map.of("CamelHttpResponseCode", status, "Retry-After", "7"));

        assertThat(refusal(answer, false).retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(refusal(answer(status), false).retryAfter()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 401, 404, 500, 502})
    void takesNoOtherAnswersWordForHowLongToWait(int status) {
        ApiAnswer answer = new ApiAnswer(Map.of("CamelHttpResponseCode", status, "Retry-After", "7"));

        assertThat(refusal(answer, false).retryAfter()).isEmpty();
    }

    @Test
    void takesNoTextForAStatus() {
        assertThat(refusal(new ApiAnswer(Map.of("CamelHttpResponseCode", "200")), false)
                        .kind())
                .isEqualTo(Kind.MALFORMED);
    }

    private ApiException refusal(ApiAnswer answer, boolean continued) {
        return catchThrowableOfType(ApiException.class, () -> policy.check(answer, continued));
    }

    private static ApiAnswer answer(int status) {
        return new ApiAnswer(Map.of("CamelHttpResponseCode", status));
    }
}
