package io.vaultmedia.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vaultmedia.api.ApiException;
import io.vaultmedia.api.ApiException.Kind;
import io.vaultmedia.api.VaultApi;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.ops.VaultMetrics;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class VaultHttpClientTest {

    private static final Connection ALICE = new Connection("alice", "conn_alice");
    private static final Connection BOB = new Connection(null, "conn_bob");
    private static final String CONNECTION = "x-connection-id";

    private final VaultHttpClient setup = new VaultHttpClient(
            connection -> ApiKey.of(connection.equals(ALICE) ? "sk_alice" : "sk_1"),
            reference -> Stream.of(ALICE, BOB)
                    .filter(connection -> connection.reference().equals(reference))
                    .findFirst(),
            Duration.ofSeconds(20),
            Set.of("Date", "Retry-After", "X-RateLimit-Reset"));
    private final List<Headers> received = new CopyOnWriteArrayList<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private volatile HttpHandler answer = exchange -> reply(exchange, 200, "{\"items\":[]}");
    private HttpServer server;
    private CloseableHttpClient client;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            received.add(exchange.getRequestHeaders());
            answer.handle(exchange);
        });
        server.start();
        HttpClientBuilder builder = HttpClientBuilder.create();
        setup.configureHttpClient(builder);
        client = builder.build();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void putsIdAndKeyInPlaceOfTheReference() throws Exception {
        HttpRequest request = request("GET", BOB.reference());

        setup.process(request, null, null);

        assertThat(request.getHeader(CONNECTION).getValue()).isEqualTo("conn_bob");
        assertThat(request.getHeader("apiKey").getValue()).isEqualTo("sk_1");
    }

    @Test
    void sendsTheKeyOfTheConnectionsOwnAccount() throws Exception {
        HttpRequest request = request("GET", ALICE.reference());

        setup.process(request, null, null);

        assertThat(request.getHeader("apiKey").getValue()).isEqualTo("sk_alice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "POST", "PUT", "PATCH", "HEAD", "OPTIONS", "TRACE", "get", "BREW"})
    void letsNothingButGetThrough(String method) {
        HttpRequest request = request(method, ALICE.reference());

        assertThatThrownBy(() -> setup.process(request, null, null))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining(method);
        assertThat(request.containsHeader("apiKey")).isFalse();
    }

    @Test
    void letsNoGetWithABodyThrough() {
        assertThatThrownBy(() -> setup.process(
                        request("GET", ALICE.reference()), new StringEntity("x", ContentType.TEXT_PLAIN), null))
                .isInstanceOf(ProtocolException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"conn_alice", "alice", "", "0000000000000000"})
    void refusesWhatIsNoReference(String value) {
        HttpRequest request = request("GET", value);

        assertThatThrownBy(() -> setup.process(request, null, null))
                .isInstanceOf(ProtocolException.class)
                .hasMessage("a request names no connection that is configured");
        assertThat(request.containsHeader("apiKey")).isFalse();
    }

    @Test
    void refusesARequestForNoConnection() {
        assertThatThrownBy(() -> setup.process(new BasicHttpRequest("GET", "/"), null, null))
                .isInstanceOf(ProtocolException.class);
    }

    @Test
    void refusesARequestForTwoConnections() {
        HttpRequest request = request("GET", ALICE.reference());
        request.addHeader(CONNECTION, BOB.reference());

        assertThatThrownBy(() -> setup.process(request, null, null)).isInstanceOf(ProtocolException.class);
    }

    @Test
    void sendsTheIdAndTheKey() throws Exception {
        assertThat(get()).isEqualTo(200);

        assertThat(received).singleElement().satisfies(headers -> {
            assertThat(headers.get(CONNECTION)).containsExactly("conn_alice");
            assertThat(headers.get("apiKey")).containsExactly("sk_alice");
            assertThat(headers.get("User-Agent")).containsExactly("vault-media-routes");
            assertThat(headers.get("Cache-Control")).containsExactly("no-cache, no-store");
            assertThat(headers.get("Pragma")).containsExactly("no-cache");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 302, 303, 307, 308})
    void followsNoRedirect(int status) throws Exception {
        answer = exchange -> {
            exchange.getResponseHeaders().add("Location", "/elsewhere");
            reply(exchange, status, "");
        };

        assertThat(get()).isEqualTo(status);
        assertThat(received).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {429, 503})
    void triesNothingAgain(int status) throws Exception {
        answer = exchange -> {
            exchange.getResponseHeaders().add("Retry-After", "0");
            reply(exchange, status, "");
        };

        assertThat(get()).isEqualTo(status);
        assertThat(received).hasSize(1);
    }

    @Test
    void triesNoBrokenConnectionAgain() {
        answer = HttpExchange::close;

        assertThatThrownBy(this::get).isInstanceOf(IOException.class);
        assertThat(received).hasSize(1);
    }

    @Test
    void sendsNoCookiesBack() throws Exception {
        answer = exchange -> {
            exchange.getResponseHeaders().add("Set-Cookie", "session=1; Path=/");
            reply(exchange, 200, "");
        };

        get();
        get();

        assertThat(received).hasSize(2).noneMatch(headers -> headers.containsKey("Cookie"));
    }

    /** A reason phrase may echo what was asked for; without it, the status has its usual name. */
    @Test
    void removesHeadersThatAreNotRead() throws Exception {
        answer = exchange -> {
            exchange.getResponseHeaders().add("X-Echo", "conn_alice");
            exchange.getResponseHeaders().add("retry-after", "7");
            reply(exchange, 429, "");
        };

        ClassicHttpResponse response = client.execute(httpGet(), answered -> answered);

        assertThat(response.getHeaders())
                .extracting(header -> header.getName().toLowerCase(Locale.ROOT))
                .containsExactlyInAnyOrder("date", "retry-after");
        assertThat(response.getReasonPhrase()).isEqualTo("Too Many Requests");
    }

    @Test
    void readsACompressedPage() throws Exception {
        answer = exchange -> {
            exchange.getResponseHeaders().add("Content-Encoding", "gzip");
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            try (OutputStream out = new GZIPOutputStream(bytes)) {
                out.write("{\"items\":[]}".getBytes(UTF_8));
            }
            reply(exchange, 200, bytes.toByteArray());
        };

        read(1000);

        assertThat(received.get(0).getFirst("Accept-Encoding")).contains("gzip");
    }

    /** The client would read on to the end of a body that is closed early, to use its connection again. */
    @ParameterizedTest
    @ValueSource(ints = {200, 503})
    void closesTheConnectionOfABodyThatNeverEnds(int status) {
        answer = exchange -> sendForEver(exchange, status);

        ApiException e = catchThrowableOfType(ApiException.class, () -> read(100_000));

        assertThat(e.kind()).isEqualTo(status == 200 ? Kind.TOO_LARGE : Kind.UNAVAILABLE);
    }

    @Test
    void usesItsConnectionAgain() throws Exception {
        List<Integer> ports = new CopyOnWriteArrayList<>();
        answer = exchange -> {
            ports.add(exchange.getRemoteAddress().getPort());
            reply(exchange, 200, "{\"items\":[]}");
        };

        read(1000);
        read(1000);

        assertThat(ports).hasSize(2);
        assertThat(ports.get(1)).isEqualTo(ports.get(0));
    }

    private int get() throws IOException {
        return client.execute(httpGet(), ClassicHttpResponse::getCode);
    }

    /** As the route does it: only the reader closes the body. */
    private void read(int maxBytes) throws Exception {
        ClassicHttpResponse response = client.executeOpen(HttpHost.create(base()), httpGet(), null);
        Scan scan = SampleScans.backfill(ALICE);
        new VaultApi(100, maxBytes, Duration.ZERO, new VaultMetrics(new SimpleMeterRegistry()))
                .read(
                        scan,
                        Map.of("CamelHttpResponseCode", response.getCode()),
                        response.getEntity().getContent());
    }

    private URI base() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private HttpGet httpGet() {
        HttpGet get = new HttpGet(base() + "/v2/vault-plus/media");
        get.setHeader(CONNECTION, ALICE.reference());
        return get;
    }

    private static HttpRequest request(String method, String reference) {
        HttpRequest request = new BasicHttpRequest(method, "/v2/vault-plus/media");
        request.setHeader(CONNECTION, reference);
        return request;
    }

    private static void reply(HttpExchange exchange, int status, String body) throws IOException {
        reply(exchange, status, body.getBytes(UTF_8));
    }

    private static void reply(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        try (exchange) {
            exchange.getResponseBody().write(body);
        }
    }

    private static void sendForEver(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, 0);
        byte[] blanks = " ".repeat(8192).getBytes(UTF_8);
        while (!Thread.currentThread().isInterrupted()) {
            exchange.getResponseBody().write(blanks);
        }
    }
}
