package io.vaultmedia.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vaultmedia.api.ApiException;
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
import org.apache.hc.client5.http.ClientProtocolException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code routes/fetch-page.camel.yaml}, against the simulated API. */
class FetchPageRouteTest extends FetchPage {

    private final VaultSimulator api = VaultSimulator.start();

    FetchPageRouteTest() {
        api.vault(ID).load(3, "full");
    }

    @AfterEach
    void stopApi() {
        api.close();
    }

    @Override
    MediaPage fetch(Scan scan) throws Exception {
        return fetch(scan, asking -> {});
    }

    private MediaPage fetch(Scan scan, Processor beforeGet) throws Exception {
        if (!context.isStarted()) {
            start(api.baseUrl().toString(), api.apiKey(), Duration.ofSeconds(20), route -> {
                route.weaveById("vault-get-media").before().process(beforeGet).to("mock:asking");
                route.weaveById("vault-get-media").after().to("mock:answer");
            });
        }
        return super.fetch(scan);
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
        scan.paging().follow(page(0, cursor));
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
    void noHeaderOfTheAnswerReachesTheRouteButThoseThatAreReadThere() throws Exception {
        api.faults().failNext(1, 429, Map.of("Retry-After", "7", "x-ratelimit-reset", "8", "X-Echo", ID), "{}");
        assertThatThrownBy(() -> fetch(backfill())).isInstanceOf(ApiException.class);
        assertThat(getMockEndpoint("mock:answer")
                        .getExchanges()
                        .get(0)
                        .getMessage()
                        .getHeaders())
                .containsOnlyKeys(
                        "CamelHttpResponseCode", "CamelHttpResponseText", "Date", "Retry-After", "x-ratelimit-reset");
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

    /** Camel ignores such headers of the API in any case; otherwise the API could replace its status. */
    @ParameterizedTest
    @ValueSource(strings = {"CamelHttpResponseCode", "camelhttpresponsecode", "CAMELHTTPRESPONSECODE"})
    void theApiCannotNameItsOwnStatus(String header) throws Exception {
        api.faults().responseHeader(header, "503");
        assertThat(fetch(backfill()).items()).hasSize(2);
    }

    @Test
    void theApisTimeIsFoundInAnyCase() throws Exception {
        assertThat(fetch(backfill()).apiTime()).isNotNull();
        api.faults().failNext(1, 429, Map.of("rEtry-aFter", "7"), "{}");
        assertThatThrownBy(() -> fetch(backfill()))
                .isInstanceOfSatisfying(
                        ApiException.class, e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(7)));
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
        } catch (ClientProtocolException e) {
            assertThat(e).hasMessage("only GET may be sent to the API, not " + method);
        }
        assertThat(api.requests().otherMethods()).isZero();
    }
}
