package io.vaultmedia.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vaultmedia.api.ApiException;
import io.vaultmedia.api.ApiException.Kind;
import io.vaultmedia.api.ApiKey;
import io.vaultmedia.api.VaultApi;
import io.vaultmedia.api.VaultHttpClient;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.sandbox.api.ApiRequest;
import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.scan.Scan;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code routes/fetch-page.yaml}, against the simulated API. */
class FetchPageRouteTest extends RouteTest {

    private final VaultSimulator api = VaultSimulator.start();

    FetchPageRouteTest() {
        super("fetch-page");
        api.vault(ID).load(3, "full");
    }

    @AfterEach
    void stopApi() {
        api.close();
    }

    private MediaPage fetch(Scan scan) throws Exception {
        return fetch(scan, asking -> {});
    }

    private MediaPage fetch(Scan scan, Processor beforeGet) throws Exception {
        if (!context.isStarted()) {
            setting("vault.poll.workers", "1");
            setting("vault.api.base-url", api.baseUrl().toString());
            context.getRegistry()
                    .bind(
                            "vaultHttpClient",
                            new VaultHttpClient(ApiKey.of(api.apiKey()), List.of(ALICE), Duration.ofSeconds(20)));
            VaultApi vaultApi = new VaultApi(2, 1 << 20, Duration.ofMinutes(10), new Unheard());
            context.getRegistry().bind("vaultApi", vaultApi);
            startRoute(route -> {
                route.weaveById("get-media").before().process(beforeGet).to("mock:asking");
                route.weaveAddLast().to("mock:done");
            });
        }
        template.send("seda:fetch-page", exchange -> {
            exchange.setProperty("vaultScan", scan);
            exchange.getMessage().setBody("the page in hand");
            exchange.getMessage().setHeader("left", "over");
        });
        try {
            return scan.takePage();
        } finally {
            getMockEndpoint("mock:done").setMinimumExpectedMessageCount(1);
            getMockEndpoint("mock:done").assertIsSatisfied();
        }
    }

    private ApiRequest onlyRequest() {
        assertThat(api.requests().count()).isEqualTo(1);
        return api.requests().last().get(0);
    }

    @Test
    void onePageIsOneGet() throws Exception {
        MediaPage page = fetch(backfill());
        assertThat(page.items()).hasSize(2);
        assertThat(onlyRequest().query()).isEqualTo(Map.of("status", "stored", "limit", "2"));
        assertThat(onlyRequest().connectionId()).isEqualTo(ID);
    }

    @Test
    void anIncrementalScanAsksForTheOldestFirst() throws Exception {
        fetch(scan(Instant.parse("2026-06-07T12:00:00Z")));
        assertThat(onlyRequest().query())
                .containsEntry("sort", "cachedAt_asc")
                .containsEntry("cachedAtFrom", "2026-06-07T12:00:00Z");
    }

    @Test
    void theNextPageIsAskedForByTheCursorOfTheLast() throws Exception {
        Scan scan = backfill();
        String cursor = fetch(scan).nextCursor();
        assertThat(fetch(scan).hasNext()).isFalse();
        assertThat(api.requests().last()).hasSize(2).last().satisfies(request -> assertThat(request.query())
                .containsEntry("cursor", cursor));
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{env:HOME}}", "${env:HOME}", "${exchangeProperty.vaultScan}", "a+b&c=d %2B#ü", "RAW(x)"})
    void aCursorArrivesAsTheApiGaveIt(String cursor) throws Exception {
        Scan scan = backfill();
        scan.follow(page(0, cursor));
        assertThatThrownBy(() -> fetch(scan)).isInstanceOf(ApiException.class);
        assertThat(onlyRequest().query()).containsEntry("cursor", cursor);
    }

    @Test
    void nothingOfTheAnswerStaysOnTheMessageButThePage() throws Exception {
        for (String name : List.of("kafka.OVERRIDE_TOPIC", "CamelHttpUri", "CamelKafkaOverrideTopic", "left")) {
            api.faults().responseHeader(name, "http://evil.example/");
        }
        api.faults().responseHeader("Set-Cookie", "tracked=yes");
        Scan scan = backfill();
        fetch(scan);
        Exchange done = getMockEndpoint("mock:done").getExchanges().get(0);
        assertThat(done.getMessage().getHeaders()).isEmpty();
        assertThat(done.getMessage().getBody()).isInstanceOf(MediaPage.class);
        assertThat(done.getProperties().toString()).doesNotContain("evil", "tracked");
        fetch(scan);
        assertThat(api.requests().headerNames()).doesNotContain("cookie", "left");
    }

    @Test
    void noMessageCarriesTheApiKeyOrTheConnectionsId() throws Exception {
        fetch(backfill());
        for (String mock : List.of("mock:asking", "mock:done")) {
            Exchange exchange = getMockEndpoint(mock).getExchanges().get(0);
            assertThat(exchange.getMessage().getHeaders() + "" + exchange.getAllProperties())
                    .doesNotContain(ID, api.apiKey());
        }
        MockEndpoint asking = getMockEndpoint("mock:asking");
        assertThat(asking.getExchanges().get(0).getMessage().getHeader("x-connection-id"))
                .isEqualTo(ALICE.reference());
    }

    @ParameterizedTest
    @CsvSource({"429, THROTTLED", "503, UNAVAILABLE", "401, UNAUTHORIZED", "404, REJECTED", "200, MALFORMED"})
    void aFaultReturnsAtOnceUnderItsName(int status, Kind kind) throws Exception {
        api.faults().failNext(1, status, Map.of("Retry-After", "60"), "{}");
        long start = System.nanoTime();
        assertThatThrownBy(() -> fetch(backfill())).isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.kind())
                .isEqualTo(kind));
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(50));
        onlyRequest();
    }

    @Test
    void aRedirectIsNotFollowed() throws Exception {
        api.faults().redirectNext(1, api.baseUrl() + "/elsewhere");
        assertThatThrownBy(() -> fetch(backfill())).isInstanceOfSatisfying(ApiException.class, e -> assertThat(e.kind())
                .isEqualTo(Kind.REDIRECTED));
        onlyRequest();
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "POST"})
    void nothingButGetReachesTheApi(String method) throws Exception {
        Scan scan = backfill();
        try {
            fetch(scan, asking -> {
                asking.getMessage().setHeader(Exchange.HTTP_METHOD, method);
                asking.getMessage().setBody("x");
            });
        } catch (ApiException e) {
            assertThat(e.kind()).isEqualTo(Kind.UNREACHABLE);
        }
        assertThat(api.requests().otherMethods()).isZero();
    }
}
