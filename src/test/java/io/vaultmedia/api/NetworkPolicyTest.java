package io.vaultmedia.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.api.ApiException.Kind;
import java.io.IOException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.hc.client5.http.ClientProtocolException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.TruncatedChunkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is hard to provoke on the wire; the rest is in FetchPageFaultsTest. */
class NetworkPolicyTest {

    static Stream<Arguments> whileAsking() {
        return Stream.of(
                Arguments.of(
                        new ConnectTimeoutException("secret"), Kind.TIMEOUT, "the API accepted no connection in time"),
                Arguments.of(new SocketTimeoutException("secret"), Kind.TIMEOUT, "the API did not answer in time"),
                Arguments.of(
                        new SSLException("secret", new SocketException("secret")),
                        Kind.UNREACHABLE,
                        "the API could not be reached: SSLException"),
                Arguments.of(
                        new SSLHandshakeException("secret"),
                        Kind.TLS,
                        "the API could not be reached by TLS: SSLHandshakeException"),
                Arguments.of(
                        new ClientProtocolException("secret", new ProtocolException("secret")),
                        Kind.PROTOCOL,
                        "the answer is not valid HTTP"),
                Arguments.of(new ClientProtocolException("secret"), Kind.PROTOCOL, "the answer is not valid HTTP"));
    }

    @ParameterizedTest
    @MethodSource("whileAsking")
    void tellsWhyThereIsNoAnswer(Exception reason, Kind kind, String fact) {
        assertFailure(NetworkPolicy.whileAsking(reason).orElseThrow(), reason, kind, fact);
    }

    @Test
    void leavesAloneWhatIsKnownAlready() {
        ApiException known = new ApiException(Kind.MALFORMED, "no page");

        assertThat(NetworkPolicy.whileAsking(known).orElseThrow()).isSameAs(known);
    }

    static Stream<Exception> faults() {
        return Stream.of(
                new IllegalStateException("secret"),
                new ClassCastException("secret"),
                new NullPointerException("secret"),
                new Exception("secret"));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void blamesNoNetworkForAFaultOfOurOwn(Exception fault) {
        assertThat(NetworkPolicy.whileAsking(fault)).isEmpty();
    }

    @Test
    void tellsABodyThatStopsFromOneThatBreaksOff() {
        IOException stopped = new SocketTimeoutException("secret");
        IOException broken = new SocketException("secret");

        assertFailure(
                NetworkPolicy.whileReading(stopped), stopped, Kind.TIMEOUT, "the API's answer stopped in the middle");
        assertFailure(
                NetworkPolicy.whileReading(broken), broken, Kind.TRUNCATED, "the answer broke off while it was read");
        IOException badChunk = new MalformedChunkCodingException("secret");
        IOException shortChunk = new TruncatedChunkException("secret");
        assertFailure(NetworkPolicy.whileReading(badChunk), badChunk, Kind.PROTOCOL, "the answer is not valid HTTP");
        assertFailure(
                NetworkPolicy.whileReading(shortChunk),
                shortChunk,
                Kind.TRUNCATED,
                "the answer broke off while it was read");
    }

    private static void assertFailure(ApiException failure, Exception reason, Kind kind, String fact) {
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure).hasMessageStartingWith(fact + "; ").hasCause(reason);
        assertThat(failure.getMessage()).doesNotContain("secret");
    }
}
