package io.vaultmedia.routes;

import static io.vaultmedia.scan.Failure.Remedy.RETRY;
import static io.vaultmedia.scan.Failure.Remedy.START_OVER;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.vaultmedia.api.ApiException;
import io.vaultmedia.sandbox.api.Faults;
import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.scan.Failure.Remedy;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanSettings;
import io.vaultmedia.scan.ScanState;
import io.vaultmedia.scan.StartFrom;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.KeyManagersParameters;
import org.apache.camel.support.jsse.KeyStoreParameters;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Each row of docs/operating.md's table that is about a request, provoked on the wire. */
@Timeout(60)
@Tag("slow")
class FetchPageFaultsTest extends FetchPage {

    private static final String SECRET = "oops-secret";
    private static final Duration DEADLINE = Duration.ofSeconds(1);

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|rejected|SUSPEND|the API answered 400; check the connection's id",
                "401|unauthorized|SUSPEND|the API answered 401; check the API key in vault.api.key, vault.api.key-file or the connection's api-key-file: it needs the ACCOUNT scope",
                "403|forbidden|SUSPEND|the API answered 403; check that the API key may read this connection's vault",
                "404|rejected|SUSPEND|the API answered 404: nothing is there, which a wrong vault.api.base-url can cause, too; check the connection's id",
                "407|proxy|SUSPEND|the API answered 407; a login at a proxy is not supported: let requests to vault.api.base-url pass without one",
                "408|timeout|RETRY|the API answered 408; if it lasts, check the network between here and vault.api.base-url",
                "418|rejected|SUSPEND|the API answered 418; check vault.api.base-url, what proxies are on the way, and whether the API has changed",
                "421|misdirected|RETRY|the API answered 421; if it lasts, check vault.api.base-url, and what proxies are on the way",
                "425|unavailable|RETRY|the API answered 425; if it lasts, see whether the API has an outage",
                "431|rejected|SUSPEND|the API answered 431; check the lengths of the API key and of the connection's id, and what headers proxies on the way add",
                "451|forbidden|SUSPEND|the API answered 451; the API withholds this vault for legal reasons: ask its operator",
                "499|timeout|RETRY|the API answered 499; if it lasts, check the network between here and vault.api.base-url",
                "429|throttled|RETRY|the API answered 429; if it lasts, raise vault.poll.interval, or set vault.rate.per-minute",
                "500|unavailable|RETRY|the API answered 500; if it lasts, see whether the API has an outage",
                "503|unavailable|RETRY|the API answered 503; if it lasts, see whether the API has an outage",
            })
    void aStatusThatIsNo200(int status, String label, Remedy remedy, String message) throws Exception {
        assertSimulated(
                faults -> faults.failNext(1, status, Map.of("X-Secret", SECRET), SECRET), label, remedy, message);
    }

    @Test
    void aRedirect() throws Exception {
        assertSimulated(
                faults -> faults.redirectNext(1, "http://" + SECRET + ".example/"),
                "redirected",
                RETRY,
                "the API answered 302; a redirect is never followed: check vault.api.base-url");
    }

    /** The client would wait as long as it is told to, and hold a worker. */
    @ParameterizedTest
    @CsvSource({"429,throttled", "503,unavailable"})
    void aWishToBeLeftAlone(int status, String label) throws Exception {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(ID);
            api.faults().failNext(1, status, Map.of("Retry-After", "3600"), "{}");

            ApiException e = failure(api, backfill());

            assertThat(e.outcome()).isEqualTo(label);
            assertThat(e.retryAfter()).contains(Duration.ofMinutes(10));
            assertThat(api.requests().count()).isEqualTo(1);
        }
    }

    @Test
    void htmlInPlaceOfJson() throws Exception {
        assertSimulated(
                faults -> faults.htmlNext(1),
                "not-json",
                RETRY,
                "the answer is not JSON: wrong at byte 0; if it lasts, check vault.api.base-url, and what proxies are on the way");
    }

    @Test
    void brokenJson() throws Exception {
        assertSimulated(
                faults -> faults.replaceNext(("{\"items\": " + SECRET + "}").getBytes(UTF_8)),
                "not-json",
                RETRY,
                "the answer is not JSON: wrong at byte 15; if it lasts, check vault.api.base-url, and what proxies are on the way");
    }

    @Test
    void jsonOfAnotherShape() throws Exception {
        assertSimulated(
                faults -> faults.replaceNext(("{\"items\": \"" + SECRET + "\"}").getBytes(UTF_8)),
                "malformed",
                RETRY,
                "the answer is not a page of media: it has an \"items\" that is not an array; if it lasts, check "
                        + "vault.api.base-url, and whether the API has changed");
    }

    @Test
    void aPageThatIsTooLarge() throws Exception {
        assertSimulated(
                faults -> faults.replaceNext(new byte[LARGEST_PAGE + 1]),
                "too-large",
                RETRY,
                "the page is larger than 1048576 bytes; lower vault.page.limit, or raise vault.page.max-bytes");
    }

    @Test
    void aTruncatedBody() throws Exception {
        assertSimulated(
                faults -> faults.truncateNext(1),
                "truncated",
                RETRY,
                "the answer broke off while it was read; if it lasts, check what proxies are on the way");
    }

    @ParameterizedTest
    @CsvSource({"400", "404", "410", "422"})
    void aCursorThatIsRefused(int status) throws Exception {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(ID).load(3, "full");
            Scan scan = backfill();
            scan.paging().follow(page(0, SECRET));
            api.faults().failNext(1, status);

            assertFailure(
                    failure(api, scan),
                    "refused-cursor",
                    START_OVER,
                    "the API answered " + status
                            + " to the cursor that it gave; the scan starts over; you need to do nothing");
        }
    }

    @Test
    void cursorsThatGoRoundInCircles() throws Exception {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(ID).load(7, "full");
            api.faults().repeatCursor();
            Scan scan = backfill();
            start(api.baseUrl().toString(), api.apiKey(), DEADLINE.multipliedBy(20), route -> {});
            assertThat(fetch(scan).hasNext()).isTrue();

            assertFailure(
                    catchThrowableOfType(ApiException.class, () -> fetch(scan)),
                    "repeated-cursor",
                    START_OVER,
                    "the API names a cursor that led to an earlier page; the scan starts over; if it lasts, tell the API's operator");
        }
    }

    @Test
    void cursorsThatDoNotComeToAnEnd() throws Exception {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(ID).load(7, "full");
            Scan scan = SampleScans.next(
                    ALICE,
                    ScanState.NONE,
                    new ScanSettings(Duration.ZERO, Optional.empty(), StartFrom.BEGINNING, 100, 2));
            start(api.baseUrl().toString(), api.apiKey(), DEADLINE.multipliedBy(20), route -> {});
            assertThat(fetch(scan).hasNext()).isTrue();

            assertFailure(
                    catchThrowableOfType(ApiException.class, () -> fetch(scan)),
                    "endless",
                    START_OVER,
                    "the API names more pages than vault.scan.max-pages; raise vault.scan.max-pages if the vault is that large");
        }
    }

    static Stream<Arguments> rawAnswers() {
        String head = "HTTP/1.1 200 OK\r\n";
        String timeout = "the answer was not complete after 1.0 s; if it lasts, check the network between here and "
                + "vault.api.base-url";
        String broken = "the answer broke off while it was read; if it lasts, check what proxies are on the way";
        String largeHead = "the head of the API's answer is larger than it may be; lower vault.page.limit, or raise "
                + "vault.page.max-bytes";
        String unreachable = "; if it lasts, check vault.api.base-url and the network";
        String noHttp = "the answer is not valid HTTP; if it lasts, check vault.api.base-url, and what "
                + "proxies are on the way";
        return Stream.of(
                raw("a head that drips for ever", RawApi.drip(head, "X-A: b\r\n"), "timeout", timeout),
                raw("a line that drips for ever", RawApi.drip(head + "X-A: ", "b"), "timeout", timeout),
                raw("a status that drips for ever", RawApi.drip("HTTP/1.1 2", "0"), "timeout", timeout),
                raw("no answer at all", RawApi.drip("", ""), "timeout", timeout),
                raw("a promise for ever", RawApi.drip("", "HTTP/1.1 103 Early Hints\r\n\r\n"), "timeout", timeout),
                raw("a body that drips for ever", RawApi.drip(head + "\r\n", " "), "timeout", timeout),
                raw(
                        "a long body that drips",
                        RawApi.drip(head + "Content-Length: 100000\r\n\r\n", " "),
                        "timeout",
                        timeout),
                raw(
                        "a chunk that drips for ever",
                        RawApi.drip(head + "Transfer-Encoding: chunked\r\n\r\n", "1\r\n \r\n"),
                        "timeout",
                        timeout),
                raw("a body that pauses for ever", RawApi.drip(head + "\r\n{", ""), "timeout", timeout),
                raw("a head without an end", RawApi.flood(head, "X-A: b\r\n"), "too-large", largeHead),
                raw("a line without an end", RawApi.flood(head + "X-A: ", "b"), "too-large", largeHead),
                raw(
                        "a chunk that breaks off",
                        RawApi.text(head + "Transfer-Encoding: chunked\r\n\r\nff\r\n{\"items\""),
                        "truncated",
                        broken),
                raw(
                        "a body that just ends",
                        RawApi.text(head + "\r\n{\"items\":[{\"id\":\"" + SECRET),
                        "truncated",
                        "the answer ends in the middle of its JSON; if it lasts, check what proxies are on the way"),
                raw(
                        "a body that is not compressed",
                        RawApi.text(head + "Content-Encoding: gzip\r\nContent-Length: 12\r\n\r\n{\"items\":[]}"),
                        "not-json",
                        "the answer is not compressed as it says; if it lasts, check vault.api.base-url, and what "
                                + "proxies are on the way"),
                raw(
                        "no content",
                        RawApi.text("HTTP/1.1 204 No Content\r\n\r\n"),
                        "malformed",
                        "the API answered 204; if it lasts, check vault.api.base-url, and whether the API has changed"),
                raw(
                        "a reset",
                        RawApi.reset(),
                        "unreachable",
                        "the API could not be reached: SocketException" + unreachable),
                raw(
                        "not a word",
                        RawApi.text(""),
                        "unreachable",
                        "the API could not be reached: NoHttpResponseException" + unreachable),
                raw("another protocol", RawApi.text("SSH-2.0-" + SECRET + "\r\n"), "protocol", noHttp),
                raw("a version of HTTP that is none", RawApi.text("HTTP/9.9 200 OK\r\n\r\n"), "protocol", noHttp),
                raw("a status that is none", RawApi.text("HTTP/1.1 OK\r\n\r\n"), "protocol", noHttp),
                raw("a header that is none", RawApi.text(head + SECRET + "\r\n\r\n{}"), "protocol", noHttp),
                raw(
                        "a chunk without a size",
                        RawApi.text(head + "Transfer-Encoding: chunked\r\n\r\n" + SECRET + "\r\n"),
                        "protocol",
                        noHttp),
                raw(
                        "a transfer that is unknown",
                        RawApi.text(head + "Transfer-Encoding: " + SECRET + "\r\n\r\n{}"),
                        "protocol",
                        noHttp),
                raw(
                        "an encoding that was not asked for",
                        RawApi.text(head + "Content-Encoding: br\r\nContent-Length: 2\r\n\r\n{}"),
                        "protocol",
                        "the answer has a Content-Encoding that the request did not allow"
                                + noHttp.replaceAll("^[^;]*", "")),
                raw(
                        "a page from a cache",
                        RawApi.text(head + "Age: 12\r\nContent-Length: 12\r\n\r\n{\"items\":[]}"),
                        "cached",
                        "the answer comes from a cache, as its header Age says; keep every cache on the way to "
                                + "vault.api.base-url from storing or serving its answers"));
    }

    private static Arguments raw(String name, RawApi.Answer answer, String label, String message) {
        return Arguments.argumentSet(name, answer, label, message);
    }

    @ParameterizedTest
    @MethodSource("rawAnswers")
    void anAnswerThatIsNone(RawApi.Answer answer, String label, String message) throws Exception {
        try (RawApi api = new RawApi(answer)) {
            assertFailure(failure("http://" + api.address(), backfill()), label, RETRY, message);
            assertThat(api.awaitEnd()).as("the connection is closed").isTrue();
        }
    }

    /** Its backlog is full, so Linux ignores further connections. */
    @Test
    void aPortThatAcceptsNoConnection() throws Exception {
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Socket first = new Socket(full.getInetAddress(), full.getLocalPort());
                Socket second = new Socket(full.getInetAddress(), full.getLocalPort())) {
            assertThat(first.isConnected() && second.isConnected()).isTrue();
            connectTimeoutMillis = 200;
            start("http://127.0.0.1:" + full.getLocalPort(), "sk_1", DEADLINE.multipliedBy(20), route -> {});
            assertFailure(
                    catchThrowableOfType(ApiException.class, () -> fetch(backfill())),
                    "timeout",
                    RETRY,
                    "the API accepted no connection in time; if it lasts, check the network between here and vault.api.base-url");
        }
    }

    @Test
    void aPortWithoutAListener() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        assertFailure(
                failure("http://127.0.0.1:" + port, backfill()),
                "unreachable",
                RETRY,
                "the API could not be reached: HttpHostConnectException; if it lasts, check vault.api.base-url and the network");
    }

    @Test
    void aHostThatThereIsNot() throws Exception {
        assertFailure(
                failure("http://vault.invalid", backfill()),
                "unreachable",
                RETRY,
                "the API could not be reached: UnknownHostException; if it lasts, check vault.api.base-url and the network");
    }

    @Test
    void tlsThatIsNone() throws Exception {
        try (RawApi api = new RawApi(RawApi.drip("HTTP/1.1 400 Bad Request\r\n\r\n", ""))) {
            assertFailure(
                    failure("https://" + api.address(), backfill()),
                    "tls",
                    RETRY,
                    "the API could not be reached by TLS: SSLException; check vault.api.base-url, and which certificates this JVM trusts");
        }
    }

    @Test
    void aCertificateThatIsNotTrusted() throws Exception {
        assertThatTls(
                "localhost",
                "the API's certificate is not trusted; check vault.api.base-url, and which certificates this JVM trusts");
    }

    @Test
    void aCertificateOfAnotherHost() throws Exception {
        trustTheCertificate();
        assertThatTls(
                "127.0.0.1",
                "the API's certificate is another host's; check vault.api.base-url, and which certificates this JVM trusts");
    }

    /** Shows that the two tests before fail by the certificate, and that Camel's TLS settings are used. */
    @Test
    void aCertificateThatIsTrustedIsNoFault() throws Exception {
        trustTheCertificate();
        HttpsServer api = tlsApi();
        try {
            start("https://localhost:" + api.getAddress().getPort(), "sk_1", DEADLINE.multipliedBy(10), route -> {});
            assertThat(fetch(backfill()).items()).isEmpty();
        } finally {
            api.stop(0);
        }
    }

    private void assertThatTls(String host, String message) throws Exception {
        HttpsServer api = tlsApi();
        try {
            ApiException e = failure("https://" + host + ":" + api.getAddress().getPort(), backfill());
            assertFailure(e, "tls", RETRY, message);
        } finally {
            api.stop(0);
        }
    }

    private void trustTheCertificate() {
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setKeyStore(certificate());
        SSLContextParameters tls = new SSLContextParameters();
        tls.setTrustManagers(trust);
        context.setSSLContextParameters(tls);
        context.getComponent("https", HttpComponent.class).setUseGlobalSslContextParameters(true);
    }

    private HttpsServer tlsApi() throws Exception {
        KeyManagersParameters keys = new KeyManagersParameters();
        keys.setKeyStore(certificate());
        keys.setKeyPassword("changeit");
        SSLContextParameters tls = new SSLContextParameters();
        tls.setKeyManagers(keys);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls.createSSLContext(context)));
        server.createContext("/", exchange -> {
            byte[] page = "{\"items\":[]}".getBytes(UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
        return server;
    }

    private KeyStoreParameters certificate() {
        KeyStoreParameters store = new KeyStoreParameters();
        store.setCamelContext(context);
        store.setResource("tls/localhost.p12");
        store.setPassword("changeit");
        store.setType("PKCS12");
        return store;
    }

    private interface Provocation {
        void set(Faults faults);
    }

    private void assertSimulated(Provocation fault, String label, Remedy remedy, String message) throws Exception {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(ID).load(3, "full");
            fault.set(api.faults());

            ApiException e = failure(api, backfill());

            assertFailure(e, label, remedy, message);
            assertThat(api.requests().count()).isEqualTo(1);
        }
    }

    private ApiException failure(VaultSimulator api, Scan scan) throws Exception {
        start(api.baseUrl().toString(), api.apiKey(), DEADLINE.multipliedBy(20), route -> {});
        return catchThrowableOfType(ApiException.class, () -> fetch(scan));
    }

    private ApiException failure(String baseUrl, Scan scan) throws Exception {
        start(baseUrl, "sk_1", DEADLINE, route -> {});
        return catchThrowableOfType(ApiException.class, () -> fetch(scan));
    }

    private static void assertFailure(ApiException failure, String label, Remedy remedy, String message) {
        assertThat(failure).isNotNull();
        assertThat(failure).hasMessage(message);
        assertThat(failure.outcome()).isEqualTo(label);
        assertThat(failure.remedy()).isEqualTo(remedy);
        assertThat(failure.toString()).doesNotContain(SECRET);
    }
}
