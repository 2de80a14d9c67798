package io.vaultmedia.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.Connections;
import io.vaultmedia.ops.VaultMetrics;
import io.vaultmedia.sandbox.net.FreePort;
import io.vaultmedia.scan.SampleScans;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.main.Main;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class StatusServerTest {

    private final int port = FreePort.any();
    private final Main main = new Main();

    @BeforeEach
    void start() throws Exception {
        main.addOverrideProperty("camel.main.routes-include-pattern", "false");
        main.addOverrideProperty("camel.management.enabled", "true");
        main.addOverrideProperty("camel.management.port", Integer.toString(port));
        main.start();
    }

    private void serve(String... instances) {
        Map<String, VaultStatus> all = new LinkedHashMap<>();
        for (String instance : instances) {
            all.put(instance, status());
        }
        StatusServer.serve(main.getCamelContext(), all);
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    private static VaultStatus status() {
        ScanHistory history = new ScanHistory(new VaultMetrics(new SimpleMeterRegistry()), Clock.systemUTC());
        Connections connections =
                new Connections(List.of(SampleScans.settings(new Connection("alice", "conn_alice"))), Optional::empty);
        return new VaultStatus(connections, List::of, history, new VaultStatusTest.SampleReplica(), Clock.systemUTC());
    }

    @Test
    void servesJson() throws Exception {
        serve("");
        HttpResponse<String> answer = get(StatusServer.PATH);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/json");
        assertThat(answer.body()).contains("\"connection\":\"alice\",\"state\":\"elsewhere\"");
    }

    @Test
    void servesAPageThatLoadsNothingFromElsewhere() throws Exception {
        serve("");
        HttpResponse<String> answer = get("/");

        assertThat(answer.headers().firstValue("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(answer.headers().firstValue("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
        assertThat(answer.body())
                .contains("Publishes each newly stored Vault+ media variant to Kafka")
                .doesNotContain("http:", "https:", "//cdn", "@import");
    }

    /** The page asks for {@code observe/status} relative to its own address. */
    @Test
    void listsSeveralInstancesEachWithAPageAndJsonOfItsOwn() throws Exception {
        serve("eu", "us");

        assertThat(get("/").body()).contains("<a href=\"eu/\">eu</a>", "<a href=\"us/\">us</a>");
        assertThat(get("/eu/").body()).contains("Publishes each newly stored Vault+ media variant to Kafka");
        assertThat(get(StatusServer.path("us")).body()).contains("\"connection\":\"alice\"");
        assertThat(get(StatusServer.PATH).statusCode()).isEqualTo(404);
    }

    @Test
    void servesNothingElse() throws Exception {
        serve("");
        assertThat(get("/other").statusCode()).isEqualTo(404);
    }

    private HttpResponse<String> get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }
}
