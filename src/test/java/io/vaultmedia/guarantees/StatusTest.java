package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.net.FreePort;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Guarantee 5, one poller: each of two replicas shows which shards are its own. Guarantee 7: what it shows holds no secret. */
@WithKafka
class StatusTest {

    private static final Pattern EXAMPLE = Pattern.compile("(?s)```yaml\n(.*?)```");

    private final String prefix = KafkaExtension.freshPrefix();
    private final int onePort = FreePort.any();
    private final int twoPort = FreePort.any();

    @Test
    void showsTheShardsOfThisReplicaAndOfTheOthers() throws Exception {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(Product.ALICE).load(20, "full");
            api.vault(Product.BOB).load(20, "full");
            try (Product one = start(api, onePort);
                    Product two = start(api, twoPort)) {
                Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> Stream.of(onePort, twoPort)
                        .map(this::status)
                        .allMatch(status -> status.path("replicas").size() == 2
                                && status.path("shards").path("open").size() == 1
                                && status.path("replicas")
                                        .findValuesAsText("self")
                                        .contains("true")));

                assertOneShows(status(onePort), status(twoPort));
                assertThat(get(onePort, "/observe/status") + get(onePort, "/"))
                        .doesNotContain(Product.ALICE, Product.BOB, api.apiKey());
            }
        }
    }

    /** What docs/status.md shows except for the server, which a host has. */
    @Test
    void isServedByARouteOfAHost() throws Exception {
        try (VaultSimulator api = VaultSimulator.start();
                Product product = Product.start(api, prefix)) {
            Matcher example = EXAMPLE.matcher(Files.readString(Path.of("docs", "status.md")));
            assertThat(example.find()).isTrue();
            String route = example.group(1).replace("platform-http:/vault-status", "direct:my-status");
            PluginHelper.getRoutesLoader(product.context())
                    .loadRoutes(ResourceHelper.fromString("my-status.camel.yaml", route));

            String json =
                    product.context().createProducerTemplate().requestBody("direct:my-status", null, String.class);

            assertThat(new ObjectMapper().readTree(json).path("connections").size())
                    .isEqualTo(2);
        }
    }

    private static void assertOneShows(JsonNode one, JsonNode two) {
        assertThat(one.path("shards").path("open"))
                .as("each has one of the two")
                .isNotEqualTo(two.path("shards").path("open"));
        JsonNode self = StreamSupport.stream(one.path("replicas").spliterator(), false)
                .filter(replica -> replica.path("self").asBoolean())
                .findFirst()
                .orElseThrow();
        assertThat(self.path("shards")).isEqualTo(one.path("shards").path("open"));
        assertThat(one.path("connections").findValuesAsText("connection")).containsExactlyInAnyOrder("alice", "bob");
        assertThat(one.path("trouble").isNull()).isTrue();
    }

    private Product start(VaultSimulator api, int port) {
        return Product.start(
                api,
                KafkaExtension.bootstrapServers(),
                prefix,
                Map.of("camel.management.enabled", "true", "camel.management.port", Integer.toString(port)));
    }

    private JsonNode status(int port) {
        try {
            return new ObjectMapper().readTree(get(port, "/observe/status"));
        } catch (Exception e) {
            throw new AssertionError("reading the status", e);
        }
    }

    private static String get(int port, String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
