package io.vaultmedia.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vaultmedia.api.ApiException.Kind;
import io.vaultmedia.scan.Failure.Remedy;
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
        "402,FORBIDDEN",
        "403,FORBIDDEN",
        "404,REJECTED",
        "405,REJECTED",
        "407,PROXY",
        "408,TIMEOUT",
        "410,REJECTED",
        "418,REJECTED",
        "421,MISDIRECTED",
        "422,REJECTED",
        "425,UNAVAILABLE",
        "429,THROTTLED",
        "431,REJECTED",
        "451,FORBIDDEN",
        "499,TIMEOUT",
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

    /** The advice names the connection's id only if it can be the cause. */
    @ParameterizedTest
    @CsvSource({
        "400,true",
        "404,true",
        "410,true",
        "422,true",
        "402,false",
        "405,false",
        "406,false",
        "407,false",
        "408,false",
        "409,false",
        "413,false",
        "414,false",
        "415,false",
        "417,false",
        "418,false",
        "421,false",
        "423,false",
        "425,false",
        "426,false",
        "451,false",
        "499,false"
    })
    void blamesTheConnectionsIdOnlyIfItCanBeTheCause(int status, boolean blamed) {
        assertThat(refusal(answer(status), false).getMessage().contains("connection's id"))
                .isEqualTo(blamed);
    }

    @ParameterizedTest
    @CsvSource({
        "402,ask the API's operator what the account has to pay for",
        "407,a login at a proxy is not supported: let requests to vault.api.base-url pass without one",
        "431,'check the lengths of the API key and of the connection''s id, and what headers proxies on the way add'",
        "451,the API withholds this vault for legal reasons: ask its operator",
    })
    void saysWhatToDo(int status, String advice) {
        assertThat(refusal(answer(status), false)).hasMessage("the API answered " + status + "; " + advice);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 400, 401, 403, 404, 451})
    void believesNothingThatComesFromACache(int status) {
        ApiException e = refusal(new ApiAnswer(Map.of("CamelHttpResponseCode", status, "Age", "7")), true);

        assertThat(e.kind()).isEqualTo(Kind.CACHED);
        assertThat(e.remedy()).isEqualTo(Remedy.RETRY);
        assertThat(e)
                .hasMessage("the answer comes from a cache, as its header Age says; keep every cache on the way to "
                        + "vault.api.base-url from storing or serving its answers");
    }

    /** It is retried in any case, and its status says more. */
    @ParameterizedTest
    @CsvSource({"302,REDIRECTED", "408,TIMEOUT", "429,THROTTLED", "503,UNAVAILABLE"})
    void namesAFailureThatMayPassByItsStatus(int status, Kind kind) {
        assertThat(refusal(new ApiAnswer(Map.of("CamelHttpResponseCode", status, "Age", "7")), false)
                        .kind())
                .isEqualTo(kind);
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
