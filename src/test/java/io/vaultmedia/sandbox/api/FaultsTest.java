package io.vaultmedia.sandbox.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final String ALICE = "conn_alice";
    private static final String BOB = "conn_bob";

    private final VaultSimulator simulator = VaultSimulator.start();
    private final SimulatorClient alice = new SimulatorClient(simulator, ALICE);
    private final SimulatorClient bob = new SimulatorClient(simulator, BOB);

    @BeforeEach
    void load() {
        simulator.vault(ALICE).load(150, "full", "thumb");
        simulator.vault(BOB).load(150, "full", "thumb");
    }

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void failsTheNextRequestsOfOneConnection() throws Exception {
        simulator.faults(ALICE).failNext(2, 429, Map.of("Retry-After", "7"), "{\"error\":\"Slow down\"}");

        HttpResponse<String> first = alice.get();

        assertThat(bob.get().statusCode()).isEqualTo(200);
        assertThat(first.statusCode()).isEqualTo(429);
        assertThat(first.headers().firstValue("Retry-After")).hasValue("7");
        assertThat(first.body()).isEqualTo("{\"error\":\"Slow down\"}");
        assertThat(alice.get().statusCode()).isEqualTo(429);
        assertThat(alice.get().statusCode()).isEqualTo(200);
        assertThat(simulator.requests().count(429)).isEqualTo(2);
    }

    @Test
    void failsWhoeverComesNext() throws Exception {
        simulator.faults().failNext(1, 503);

        assertThat(bob.get().statusCode()).isEqualTo(503);
        assertThat(alice.get().statusCode()).isEqualTo(200);
        assertThat(simulator.faults().planned()).isZero();
    }

    @Test
    void failsTheRequestsThatAConditionPicks() throws Exception {
        simulator
                .faults(ALICE)
                .failWhen(request -> request.query().containsKey("cursor"), 1, 500, Map.of(), "{\"error\":\"Oops\"}");

        assertThat(alice.get().statusCode()).isEqualTo(200);
        assertThat(alice.get("cursor", "100").statusCode()).isEqualTo(500);
        assertThat(alice.get("cursor", "100").statusCode()).isEqualTo(200);
    }

    @Test
    void closesTheConnectionInTheMiddleOfABody() throws Exception {
        simulator.faults(ALICE).truncateNext(1);

        assertThatThrownBy(alice::get).isInstanceOf(IOException.class).hasMessageContaining("bytes received");
        assertThat(alice.get().statusCode()).isEqualTo(200);
    }

    @Test
    void answersWithHtml() throws Exception {
        simulator.faults(ALICE).htmlNext(1);

        HttpResponse<String> answer = alice.get();

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html");
        assertThat(answer.body()).startsWith("<!DOCTYPE html>");
    }

    @Test
    void replacesABody() throws Exception {
        simulator.faults(ALICE).replaceNext("{\"items\":7}".getBytes(StandardCharsets.UTF_8));

        assertThat(alice.get().body()).isEqualTo("{\"items\":7}");
        assertThat(alice.page().get("items")).hasSize(100);
    }

    @Test
    void sendsElsewhere() throws Exception {
        simulator.faults(ALICE).redirectNext(1, "https://example.com/login");

        HttpResponse<String> answer = alice.get();

        assertThat(answer.statusCode()).isEqualTo(302);
        assertThat(answer.headers().firstValue("Location")).hasValue("https://example.com/login");
    }

    @Test
    void addsHeadersToEveryAnswer() throws Exception {
        simulator.faults().responseHeader("kafka.OVERRIDE_TOPIC", "evil");

        assertThat(alice.get().headers().firstValue("kafka.OVERRIDE_TOPIC")).hasValue("evil");
        assertThat(bob.get("limit", "0").headers().firstValue("kafka.OVERRIDE_TOPIC"))
                .hasValue("evil");
    }

    @Test
    void replacesNextCursors() throws Exception {
        simulator.faults(ALICE).nextCursor("{{env:HOME}}\"");

        assertThat(alice.page().get("nextCursor").asText()).isEqualTo("{{env:HOME}}\"");
        assertThat(alice.page("cursor", "100").get("nextCursor").asText()).isEqualTo("{{env:HOME}}\"");
    }

    @Test
    void repeatsACursorForEver() throws Exception {
        simulator.faults(ALICE).repeatCursor();

        assertThat(alice.page().get("nextCursor").asText()).isEqualTo("100");
        JsonNode last = alice.page("cursor", "100");
        assertThat(last.get("items")).hasSize(50);
        assertThat(last.get("nextCursor").asText()).isEqualTo("100");
    }

    @Test
    void hangsUntilReleased() {
        simulator.faults(ALICE).hang();

        CompletableFuture<HttpResponse<String>> answer = alice.getLater();
        await().until(() -> simulator.faults(ALICE).hanging() == 1);
        assertThat(bob.getLater().join().statusCode()).isEqualTo(200);
        assertThat(answer).isNotDone();
        simulator.faults(ALICE).release();

        assertThat(answer.join().statusCode()).isEqualTo(200);
        assertThat(alice.getLater().join().statusCode()).isEqualTo(200);
    }

    @Test
    void takesItsTimeWithoutHoldingThreads() {
        simulator.faults().latency(Duration.ofSeconds(2));
        long threads = threadsBesidesTheClients();
        long start = System.nanoTime();

        List<CompletableFuture<HttpResponse<String>>> answers =
                IntStream.range(0, 200).mapToObj(i -> alice.getLater()).toList();
        await().until(() -> simulator.requests().count() == 200);
        assertThat(threadsBesidesTheClients() - threads).isLessThan(50);
        answers.forEach(CompletableFuture::join);

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(20));
    }

    /** The JDK's HTTP client starts as many as it likes, so a count of all would say nothing about the simulator. */
    private static long threadsBesidesTheClients() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !thread.getName().startsWith("HttpClient-"))
                .count();
    }

    @Test
    void aConnectionsOwnLatencyWins() throws Exception {
        simulator.faults().latency(Duration.ofMinutes(1));
        simulator.faults(ALICE).latency(Duration.ZERO);

        assertThat(alice.get().statusCode()).isEqualTo(200);
    }

    @Test
    void failsAtRandomAsOftenAsAsked() {
        simulator.faults().failAtRandom(0.5, 42);

        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            statuses.add(alice.getLater()
                    .thenApply(HttpResponse::statusCode)
                    .exceptionally(cut -> 0)
                    .join());
        }

        assertThat(statuses.stream().filter(status -> status == 200).count()).isBetween(70L, 130L);
        assertThat(statuses).contains(0, 429, 500, 502, 503);
    }

    @Test
    void endsWhenCleared() throws Exception {
        simulator.faults(ALICE).failNext(5, 500).hang().nextCursor("7").responseHeader("a", "b");

        simulator.faults(ALICE).clear();

        assertThat(alice.page().get("nextCursor").asText()).isEqualTo("100");
    }
}
