package io.vaultmedia.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class IdleLimitTest {

    @Test
    void isAQuarterOfAMinute() {
        assertThat(millis(new BasicHttpResponse(200))).isEqualTo(15_000);
    }

    /** A second less than the server says, or the two would meet half way. */
    @ParameterizedTest
    @CsvSource({
        "timeout=5,4000",
        "timeout=1,0",
        "timeout=0,0",
        "timeout=15,14000",
        "timeout=16,15000",
        "timeout=600,15000",
        "'timeout=5, max=100',4000",
        "timeout=soon,15000",
        "timeout=-1,15000"
    })
    void isWhatTheServerSaysIfThatIsLess(String keepAlive, long millis) {
        BasicHttpResponse response = new BasicHttpResponse(200);
        response.setHeader("Keep-Alive", keepAlive);

        assertThat(millis(response)).isEqualTo(millis);
    }

    private static long millis(BasicHttpResponse response) {
        return new IdleLimit()
                .getKeepAliveDuration(response, HttpClientContext.create())
                .toMilliseconds();
    }
}
