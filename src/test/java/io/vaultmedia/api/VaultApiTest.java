package io.vaultmedia.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vaultmedia.api.ApiException.Kind;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.ops.VaultMetrics;
import io.vaultmedia.scan.Connection;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanSettings;
import io.vaultmedia.scan.ScanState;
import io.vaultmedia.scan.StartFrom;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VaultApiTest {

    private static final String DATE = "Sun, 07 Jun 2026 12:00:00 GMT";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final VaultApi api =
            new VaultApi(new MediaPageReader(1000, Duration.ofSeconds(10)), 50, new VaultMetrics(meters));
    private final Scan scan = SampleScans.next(
            new Connection("alice", "conn_alice"),
            ScanState.NONE,
            new ScanSettings(Duration.ofMinutes(10), Optional.empty(), StartFrom.BEGINNING, 3));

    @Test
    void asksForOnePageAfterTheOther() throws Exception {
        assertThat(api.query(scan)).isEqualTo("status=stored&limit=50");
        api.read(scan, 200, DATE, page("100"));

        assertThat(api.query(scan)).isEqualTo("status=stored&limit=50&cursor=100");
    }

    @Test
    void concludesFromTheTimeOfTheFirstPage() throws Exception {
        api.arrived(scan, api.read(scan, 200, DATE, page("100")));
        api.takePage(scan);
        api.arrived(scan, api.read(scan, 200, "Sun, 07 Jun 2026 13:00:00 GMT", page(null)));
        api.takePage(scan);

        assertThat(scan.stateAfterPage(ScanState.NONE).watermark()).isEqualTo(Instant.parse("2026-06-07T11:50:00Z"));
    }

    @Test
    void endsAScanWhoseCursorComesAgain() throws Exception {
        api.read(scan, 200, DATE, page("100"));

        assertEndless("100");
    }

    @Test
    void endsAScanThatIsLongerThanBelievable() throws Exception {
        api.read(scan, 200, DATE, page("1"));
        api.read(scan, 200, DATE, page("2"));

        assertEndless("3");
    }

    @Test
    void handsAPageOver() throws Exception {
        MediaPage page = api.read(scan, 200, DATE, page(null));
        api.arrived(scan, page);

        assertThat(scan.takePage()).isSameAs(page);
        assertThat(requests("completed")).isEqualTo(1);
    }

    @Test
    void handsAFaultOverAsItIs() {
        ApiException fault = new ApiException(Kind.THROTTLED, "slow down");
        api.failed(scan, fault);

        assertThatThrownBy(scan::takePage).isSameAs(fault);
        assertThat(requests("throttled")).isEqualTo(1);
    }

    /** What the network says of a failure may quote addresses and headers; its type does not. */
    @Test
    void namesANetworkFaultByItsType() {
        api.failed(scan, new SocketTimeoutException("secret"));

        assertThatThrownBy(scan::takePage)
                .hasMessage("the API could not be reached: SocketTimeoutException")
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE));
        assertThat(requests("unreachable")).isEqualTo(1);
    }

    @Test
    void saysThatTheKeyIsTheFault() {
        IOException noKey = catchThrowableOfType(
                IOException.class, () -> ApiKey.inFile(Path.of("nowhere")).value());
        api.failed(scan, noKey);

        assertThatThrownBy(scan::takePage)
                .hasMessage("the API key file nowhere cannot be read: NoSuchFileException")
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNAUTHORIZED));
    }

    private void assertEndless(String cursor) {
        assertThatThrownBy(() -> api.read(scan, 200, DATE, page(cursor)))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.kind()).isEqualTo(Kind.ENDLESS));
    }

    private double requests(String outcome) {
        return meters.counter("vault.requests", "outcome", outcome).count();
    }

    private static InputStream page(String cursor) {
        String next = cursor == null ? "" : ",\"nextCursor\":\"" + cursor + "\"";
        return new ByteArrayInputStream(("{\"items\":[]" + next + "}").getBytes(UTF_8));
    }
}
