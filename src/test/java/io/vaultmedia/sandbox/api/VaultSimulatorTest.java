package io.vaultmedia.sandbox.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VaultSimulatorTest {
    private static final String CONNECTION = "conn_v5bsqkzsjfk8cgr7hqbbw09t";

    private final AdjustableClock clock = AdjustableClock.standingAt(Instant.parse("2026-06-07T12:00:00Z"));
    private final VaultSimulator simulator = VaultSimulator.start(clock);
    private final Vault vault = simulator.vault(CONNECTION);
    private final SimulatorClient client = new SimulatorClient(simulator, CONNECTION);

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void listsItemsWithTheirVariants() throws Exception {
        vault.observe("4492994399", MediaType.IMAGE, clock.instant(), "full", "thumb");
        vault.store("4492994399", "full", Instant.ofEpochMilli(1715800100000L));

        var item = client.page().get("items").get(0);

        assertThat(item.get("id").asText()).isEqualTo("4492994399");
        assertThat(item.get("duration").isNull()).isTrue();
        assertThat(item.at("/media/full/storedAt").asLong()).isEqualTo(1715800100000L);
        assertThat(item.at("/media/full/sizeBytes").asLong()).isPositive();
        assertThat(item.at("/media/thumb/status").asText()).isEqualTo("pending");
        assertThat(item.at("/media/thumb/storedAt").isNull()).isTrue();
    }

    @Test
    void tellsItsClocksTime() throws Exception {
        assertThat(client.get().headers().firstValue("Date")).hasValue("Sun, 07 Jun 2026 12:00:00 GMT");
    }

    @Test
    void tellsWhoAskedWhere() throws Exception {
        URI door = simulator.anotherUrl();
        client.get();
        client.send(HttpRequest.newBuilder(door));

        assertThat(simulator.requests().last())
                .extracting(ApiRequest::port)
                .containsExactly(simulator.baseUrl().getPort(), door.getPort());
    }

    @Test
    void refusesAMissingOrWrongKey() throws Exception {
        HttpRequest.Builder without = client.bare().header("x-connection-id", CONNECTION);

        assertThat(client.send(without)).satisfies(answer -> isError(answer, 401));
        assertThat(client.send(without.header("apiKey", "wrong"))).satisfies(answer -> isError(answer, 401));
    }

    @Test
    void refusesAMissingOrUnknownConnection() throws Exception {
        HttpRequest.Builder without = client.bare().header("apiKey", simulator.apiKey());

        assertThat(client.send(without)).satisfies(answer -> isError(answer, 400));
        assertThat(client.send(without.header("x-connection-id", "conn_unknown")))
                .satisfies(answer -> isError(answer, 400));
    }

    @Test
    void forgetsAConnection() throws Exception {
        simulator.forget(CONNECTION);

        assertThat(client.get()).satisfies(answer -> isError(answer, 400));
    }

    @ParameterizedTest
    @CsvSource({
        "status,cached",
        "type,gif",
        "durationMin,long",
        "durationMax,1e",
        "createdAtFrom,yesterday",
        "createdAtTo,2026-13-01",
        "cachedAtFrom,1715800000000",
        "cachedAtTo,2026-06-01T25:00:00Z",
        "limit,0",
        "limit,101",
        "limit,many",
        "cursor,-1",
        "cursor,next",
        "sort,storedAt_asc",
        "stauts,stored"
    })
    void refusesAnInvalidParameter(String name, String value) throws Exception {
        HttpResponse<String> answer = client.get(name, value);

        isError(answer, 400);
        assertThat(answer.body()).contains(name);
    }

    @Test
    void refusesARepeatedParameter() throws Exception {
        HttpRequest twice = client.request().build();
        URI uri = URI.create(twice.uri() + "status=stored&status=pending");

        isError(client.send(client.request().uri(uri)), 400);
    }

    @Test
    void knowsNoOtherPath() throws Exception {
        URI other = URI.create(simulator.baseUrl() + "/v2/vault-plus/list");

        isError(client.send(client.request().uri(other)), 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DELETE", "POST", "HEAD"})
    void refusesAndCountsOtherMethods(String method) throws Exception {
        vault.load(1, "full");

        HttpResponse<String> answer = client.send(client.request().method(method, BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(405);
        assertThat(simulator.requests().otherMethods()).isEqualTo(1);
        assertThat(vault.size()).isEqualTo(1);
    }

    @Test
    void logsRequests() throws Exception {
        client.get("cachedAtFrom", "2026-06-01T00:00:00.000Z", "sort", "cachedAt_asc");
        client.get("limit", "0");

        List<ApiRequest> last = simulator.requests().last(CONNECTION);

        assertThat(simulator.requests().byStatus()).isEqualTo(Map.of(200, 1L, 400, 1L));
        assertThat(last).extracting(ApiRequest::status).containsExactly(200, 400);
        assertThat(last.get(0).query())
                .isEqualTo(Map.of("cachedAtFrom", "2026-06-01T00:00:00.000Z", "sort", "cachedAt_asc"));
        assertThat(last.get(1).nanoTime()).isGreaterThan(last.get(0).nanoTime());
        assertThat(simulator.requests().headerNames()).contains("apikey", "x-connection-id", "user-agent");
    }

    @Test
    void countsExactlyUnderConcurrency() {
        CompletableFuture<?>[] answers =
                IntStream.range(0, 500).mapToObj(i -> client.getLater()).toArray(CompletableFuture[]::new);

        CompletableFuture.allOf(answers).join();

        assertThat(simulator.requests().count()).isEqualTo(500);
        assertThat(simulator.requests().count(200)).isEqualTo(500);
        assertThat(simulator.requests().count(CONNECTION)).isEqualTo(500);
    }

    @Test
    void callsListenersBeforeItAnswers() throws Exception {
        simulator.onRequest(request -> vault.store("1", "full"));

        assertThat(client.page().get("items")).hasSize(1);
    }

    @Test
    void namesATakenPort() {
        int taken = simulator.baseUrl().getPort();

        assertThatThrownBy(() -> VaultSimulator.start(taken, "key", Clock.systemUTC()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("port " + taken + " is taken");
    }

    private static void isError(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).startsWith("{\"error\":\"");
    }
}
