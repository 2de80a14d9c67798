package io.vaultmedia.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vaultmedia.api.ApiException.Kind;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.http.ApiKey;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.ops.VaultMetrics;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanSettings;
import io.vaultmedia.scan.ScanState;
import io.vaultmedia.scan.StartFrom;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VaultApiTest {

    private static final String DATE = "Sun, 07 Jun 2026 12:00:00 GMT";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final AtomicLong nanos = new AtomicLong();
    private final VaultApi api = new VaultApi(50, 1000, Duration.ofMinutes(10), new VaultMetrics(meters), nanos::get);
    private final Scan scan = SampleScans.next(
            new Connection("alice", "conn_alice"),
            ScanState.NONE,
            new ScanSettings(Duration.ofMinutes(10), Optional.empty(), StartFrom.BEGINNING, 100, 3));

    @Test
    void asksForOnePageAfterTheOther() throws Exception {
        assertThat(api.query(scan)).isEqualTo("status=stored&limit=50");
        api.read(scan, ok(DATE), page("100"));

        assertThat(api.query(scan)).isEqualTo("status=stored&limit=50&cursor=100");
    }

    @Test
    void concludesFromTheTimeOfTheFirstPage() throws Exception {
        api.arrived(scan, api.read(scan, ok(DATE), page("100")));
        api.takePage(scan);
        api.arrived(scan, api.read(scan, ok("Sun, 07 Jun 2026 12:04:00 GMT"), page(null)));
        api.takePage(scan);

        assertThat(scan.stateAfterPage(ScanState.NONE).watermark()).isEqualTo(Instant.parse("2026-06-07T11:50:00Z"));
    }

    @Test
    void concludesNothingWithoutATimeThatFits() throws Exception {
        assertThat(api.read(scan, ok(DATE), page("1")).apiTime()).isNotNull();
        assertThat(api.read(scan, Map.of("CamelHttpResponseCode", 200), page("2"))
                        .apiTime())
                .isNull();
        nanos.addAndGet(Duration.ofMinutes(6).toNanos());

        assertThat(api.read(scan, ok(DATE), page(null)).apiTime()).isNull();
        assertThat(timesUnusable("missing")).isEqualTo(1);
        assertThat(timesUnusable("jumped")).isEqualTo(1);
    }

    /** A proxy's clock is not the API's. */
    @Test
    void takesTheTimeFromNothingButPages() throws Exception {
        assertThat(api.read(scan, ok(DATE), page("1")).apiTime()).isNotNull();
        String future = "Mon, 07 Jun 2027 12:00:00 GMT";
        assertThatThrownBy(() -> api.read(scan, answer(502, future), page(null)))
                .isInstanceOf(ApiException.class);
        assertThatThrownBy(() -> api.read(scan, ok(future), body("<html>"))).isInstanceOf(ApiException.class);

        assertThat(api.read(scan, ok(DATE), page(null)).apiTime()).isNotNull();
        assertThat(timesUnusable("jumped")).isZero();
    }

    @Test
    void takesAnErrorToACursorForItsRefusal() throws Exception {
        assertThat(refusal(answer(404, DATE), null).kind()).isEqualTo(Kind.REJECTED);
        api.read(scan, ok(DATE), page("100"));

        assertThat(refusal(answer(404, DATE), null).kind()).isEqualTo(Kind.REFUSED_CURSOR);
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 503})
    void closesTheBodyOfEachAnswer(int status) {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream body = new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        refusal(answer(status, DATE), body);

        assertThat(closed).isTrue();
    }

    @Test
    void refusesAnAnswerWithoutABody() {
        assertThat(refusal(ok(DATE), null).kind()).isEqualTo(Kind.NOT_JSON);
    }

    @Test
    void startsAScanOverWhoseCursorComesAgain() throws Exception {
        api.read(scan, ok(DATE), page("100"));

        ApiException e = refusal(ok(DATE), page("100"));

        assertThat(e.kind()).isEqualTo(Kind.REPEATED_CURSOR);
        assertThat(e).hasMessageStartingWith("the API names a cursor that led to an earlier page; ");
    }

    @Test
    void startsAScanOverThatIsLongerThanBelievable() throws Exception {
        api.read(scan, ok(DATE), page("1"));
        api.read(scan, ok(DATE), page("2"));

        ApiException e = refusal(ok(DATE), page("3"));

        assertThat(e.kind()).isEqualTo(Kind.ENDLESS);
        assertThat(e).hasMessageStartingWith("the API names more pages than vault.scan.max-pages; ");
    }

    @Test
    void handsAPageOver() throws Exception {
        api.query(scan);
        MediaPage page = api.read(scan, ok(DATE), page(null));
        api.arrived(scan, page);

        assertThat(scan.takePage()).isSameAs(page);
        assertThat(requests("completed")).isEqualTo(1);
    }

    @Test
    void handsAFaultOverAsItIs() {
        ApiException fault = new ApiException(Kind.THROTTLED, "slow down");
        api.query(scan);
        api.failed(scan, fault);

        assertThatThrownBy(scan::takePage).isSameAs(fault);
        assertThat(requests("throttled")).isEqualTo(1);
    }

    @Test
    void countsNoRequestWhereNoneWasMade() throws Exception {
        api.query(scan);
        api.arrived(scan, api.read(scan, ok(DATE), page("100")));
        api.takePage(scan);
        IllegalStateException fault = new IllegalStateException("no consumers on direct://vault-fetch-page");
        api.failed(scan, fault);

        assertThatThrownBy(scan::takePage).isSameAs(fault);
        assertThat(meters.find("vault.requests").counters().stream()
                        .mapToDouble(Counter::count)
                        .sum())
                .isEqualTo(1);
        assertThat(requests("completed")).isEqualTo(1);
    }

    /** The schedule logs it with its stack trace. */
    @Test
    void handsAFaultOfOurOwnOverAsItIs() {
        ClassCastException fault = new ClassCastException("no page");
        api.query(scan);
        api.failed(scan, fault);

        assertThatThrownBy(scan::takePage).isSameAs(fault);
        assertThat(requests("fault")).isEqualTo(1);
    }

    /** What the network says of a failure may quote addresses and headers; its type does not. */
    @Test
    void namesANetworkFaultByItsType() {
        api.query(scan);
        api.failed(scan, new ConnectException("secret"));

        assertThatThrownBy(scan::takePage)
                .hasMessageStartingWith("the API could not be reached: ConnectException; ")
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE));
        assertThat(requests("unreachable")).isEqualTo(1);
    }

    @Test
    void saysThatTheKeyIsTheFault() {
        IOException noKey = catchThrowableOfType(
                IOException.class, () -> ApiKey.inFile(Path.of("nowhere")).value());
        api.query(scan);
        api.failed(scan, noKey);

        assertThatThrownBy(scan::takePage)
                .hasMessageStartingWith("the API key file nowhere cannot be read: NoSuchFileException; ")
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAUTHORIZED));
    }

    private ApiException refusal(Map<String, Object> headers, InputStream body) {
        return catchThrowableOfType(ApiException.class, () -> api.read(scan, headers, body));
    }

    private static Map<String, Object> ok(String date) {
        return answer(200, date);
    }

    private static Map<String, Object> answer(int status, String date) {
        return Map.of("CamelHttpResponseCode", status, "Date", date);
    }

    private double timesUnusable(String problem) {
        return meters.counter("vault.api.time.unusable", "problem", problem).count();
    }

    private double requests(String outcome) {
        return meters.counter("vault.requests", "outcome", outcome).count();
    }

    private static InputStream page(String cursor) {
        String next = cursor == null ? "" : ",\"nextCursor\":\"" + cursor + "\"";
        return body("{\"items\":[]" + next + "}");
    }

    private static InputStream body(String text) {
        return new ByteArrayInputStream(text.getBytes(UTF_8));
    }
}
