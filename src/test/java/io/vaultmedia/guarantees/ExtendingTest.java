package io.vaultmedia.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guarantees 1, 2 and 4 with a host's own steps in vault.variant.via: each example of docs/extending.md, as it stands there,
 * and each line of what the page promises.
 */
@WithKafka
class ExtendingTest {

    private static final Path PAGE = Path.of("docs", "extending.md");

    private final String prefix = KafkaExtension.freshPrefix();
    private final Map<String, String> settings = new HashMap<>(Map.of("vault.variant.via", "direct:my-steps"));
    private VaultSimulator api;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        api = VaultSimulator.start();
        api.vault(Product.ALICE).load(5, "full", "thumb");
        api.vault(Product.BOB);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    /** The YAML below a heading of the page. */
    private static String example(String heading) throws IOException {
        Matcher block = Pattern.compile("## " + Pattern.quote(heading) + "\n.*?```yaml\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(PAGE));
        assertThat(block.find()).as("%s has an example for '%s'", PAGE, heading).isTrue();
        return block.group(1);
    }

    private Product start(String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("my-steps.camel.yaml"), yaml);
        settings.put("camel.main.routes-include-pattern", "classpath:io/vaultmedia/routes/*.camel.yaml,file:" + file);
        return Product.start(api, KafkaExtension.bootstrapServers(), prefix, settings);
    }

    private long stored() {
        return api.vault(Product.ALICE).everStored().size();
    }

    private List<ConsumerRecord<byte[], byte[]>> records() {
        return Published.of(prefix).variants();
    }

    private void awaitRecords(int count) {
        await().untilAsserted(() -> assertThat(records()).hasSize(count));
    }

    /** Waits until several more polls have found nothing: what was handled is not offered again. */
    private void awaitPolls() {
        long before = api.requests().count(Product.ALICE);
        await().until(() -> api.requests().count(Product.ALICE) >= before + 4);
    }

    @Test
    void aHeaderIsAdded() throws Exception {
        try (Product product = start(example("Add a header"))) {
            awaitRecords((int) stored());
        }
        assertThat(records()).allSatisfy(record -> {
            assertThat(Published.header(record, "tenant")).isEqualTo("acme");
            assertThat(Published.headers(record).keySet().stream().toList())
                    .as("ours first, and none of Camel's")
                    .containsExactly(
                            "ce_specversion",
                            "ce_type",
                            "ce_source",
                            "ce_id",
                            "ce_subject",
                            "ce_time",
                            "content-type",
                            "ce_foundby",
                            "tenant");
        });
    }

    @Test
    void aFieldIsAdded() throws Exception {
        try (Product product = start(example("Add a field"))) {
            awaitRecords((int) stored());
        }
        assertThat(records()).allSatisfy(record -> {
            assertThat(Published.value(record).path("tenant").asText()).isEqualTo("acme");
            assertThat(Published.value(record).path("connection").asText()).isEqualTo("alice");
        });
    }

    @Test
    void aVariantIsDroppedOnceAndForAll() throws Exception {
        try (Product product = start(example("Drop a variant by a rule of your own"))) {
            awaitRecords(5);
            awaitPolls();
            assertThat(records()).allSatisfy(record -> assertThat(Published.header(record, "ce_subject"))
                    .endsWith("/full"));
        }
        settings.put("vault.variant.via", "direct:vault-publish-variant");
        try (Product withoutTheRule = start(example("Add a header"))) {
            awaitPolls();
        }
        assertThat(records()).as("what was dropped counts as handled").hasSize(5);
    }

    @Test
    void aTriggerPollsInPlaceOfTheTimer() throws Exception {
        settings.putAll(Map.of(
                "vault.variant.via", "direct:vault-publish-variant", "vault.poll.interval", "off", "my.period", "500"));
        api.vault(Product.BOB).load(1, "full");
        try (Product product = start(example("Poll by a trigger of your own"))) {
            awaitRecords((int) stored());
            awaitPolls();
            assertThat(api.requests().count(Product.BOB))
                    .as("nothing triggers bob's polls")
                    .isZero();
        }
    }

    @Test
    void theTopicIsChosenAndCreated() throws Exception {
        try (Product product = start(example("Choose the topic"))) {
            await().untilAsserted(() -> {
                assertThat(Published.of(prefix).in("by-label.full")).hasSize(5);
                assertThat(Published.of(prefix).in("by-label.thumb")).hasSize(5);
            });
        }
        assertThat(records()).isEmpty();
    }

    @Test
    void anotherEndpointGetsItAsWell() throws Exception {
        try (Product product = start(example("Send it to another endpoint as well")
                + "- route: {id: audit, from: {uri: seda:my-audit, steps: [{to: {uri: mock:audit}}]}}\n")) {
            MockEndpoint audit = product.context().getEndpoint("mock:audit", MockEndpoint.class);
            audit.expectedMessageCount((int) stored());
            audit.setResultWaitTime(60_000);
            audit.assertIsSatisfied();
            awaitRecords((int) stored());
        }
    }

    @Test
    void severalRecordsArePublishedForOneVariant() throws Exception {
        try (Product product = start(example("Publish several records for one variant"))) {
            awaitRecords(2 * (int) stored());
            awaitPolls();
        }
        assertThat(records()).hasSize(2 * (int) stored());
        assertThat(Published.of(prefix).ids()).doesNotHaveDuplicates();
        assertThat(records())
                .filteredOn(record -> Published.header(record, "ce_type").equals("com.example.notice"))
                .hasSize((int) stored())
                .allSatisfy(record -> assertThat(Published.text(record.value())).startsWith("{\"notice\": \""));
    }

    /** Slow at first, then failing, then well: each variant arrives once, and another connection does not wait. */
    @Test
    void aLookUpThatIsSlowOrFailsLosesAndRepeatsNothing() throws Exception {
        AtomicInteger asked = new AtomicInteger();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newFixedThreadPool(2));
        server.createContext("/", exchange -> {
            int number = asked.incrementAndGet();
            byte[] answer = "acme".getBytes(UTF_8);
            exchange.sendResponseHeaders(number % 4 == 3 ? 503 : 200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        settings.put("my.look-up.url", "http://127.0.0.1:" + server.getAddress().getPort());
        settings.put("vault.backoff.max", "1s");
        try (Product product = start(example("Look something up by HTTP"))) {
            await().untilAsserted(() -> assertThat(asked.get()).isGreaterThan(3));
            server.removeContext("/");
            server.createContext("/", exchange -> {
                exchange.sendResponseHeaders(200, 4);
                exchange.getResponseBody().write("acme".getBytes(UTF_8));
                exchange.close();
            });
            awaitRecords((int) stored());
            awaitPolls();
        } finally {
            server.stop(0);
        }
        assertThat(Published.of(prefix).ids()).hasSize((int) stored()).doesNotHaveDuplicates();
        assertThat(records()).allSatisfy(record -> assertThat(Published.headers(record))
                .containsEntry("tenant", "acme")
                .hasSize(9));
    }

    private static final String FAILING = """
            - route:
                id: my-steps
                from:
                  uri: direct:my-steps
                  steps:
                    - filter:
                        simple: {expression: "${body.connection} == 'alice'"}
                        steps:
                          - throwException: {id: my-failing-step, exceptionType: java.lang.IllegalStateException, message: "no tenant of ${body.url}"}
                    - to: {uri: "direct:vault-publish-variant"}
            """;

    @Test
    void aStepThatFailsForOneConnectionDelaysNoOther() throws Exception {
        api.vault(Product.BOB).load(3, "full");
        try (Product product = start(FAILING)) {
            awaitRecords(3);
            assertThat(Published.of(prefix).ids()).allMatch(id -> id.startsWith("bob/"));
        }
        settings.put("vault.variant.via", "direct:vault-publish-variant");
        try (Product mended = start(FAILING)) {
            awaitRecords(3 + (int) stored());
        }
        assertThat(Published.of(prefix).ids()).doesNotHaveDuplicates();
        assertThat(Published.of(prefix).deadLetters()).isEmpty();
    }

    @Test
    void aStepThatFailsMakesADeadLetterIfToldSo() throws Exception {
        settings.put("vault.variant.on-error", "dead-letter");
        try (Product product = start(FAILING)) {
            await().untilAsserted(
                            () -> assertThat(Published.of(prefix).deadLetters()).hasSize((int) stored()));
            awaitPolls();
        }
        assertThat(Published.of(prefix).deadLetters()).hasSize((int) stored()).allSatisfy(letter -> assertThat(
                        Published.headers(letter))
                .containsEntry("dl_reason", "step-failed")
                .hasEntrySatisfying("dl_detail", detail -> assertThat(detail)
                        .contains("IllegalStateException: no tenant of ***")
                        .doesNotContain("http")));
        assertThat(records()).isEmpty();
    }

    /** Behind seda, a message comes when its variant is handled already, or even committed. */
    @Test
    void aMessageThatComesTooLateIsRefusedAndSaysSo() throws Exception {
        try (Product product = start("""
                - route:
                    id: my-steps
                    from:
                      uri: direct:my-steps
                      steps:
                        - to: {uri: "seda:my-later"}
                - route:
                    id: my-later
                    errorHandler:
                      deadLetterChannel: {deadLetterUri: "mock:late"}
                    from:
                      uri: seda:my-later
                      steps:
                        - delay: {constant: {expression: "300"}}
                        - to: {uri: "direct:vault-publish-variant"}
                """)) {
            MockEndpoint late = product.context().getEndpoint("mock:late", MockEndpoint.class);
            late.expectedMinimumMessageCount(1);
            late.setResultWaitTime(60_000);
            late.assertIsSatisfied();
            assertThat(late.getExchanges().get(0).getProperty("CamelExceptionCaught", Exception.class))
                    .hasMessageContaining("too late")
                    .hasMessageContaining("vault.variant.via");
        }
        assertThat(records()).isEmpty();
    }

    @Test
    void aRecordThatIsTooLargeForTheProducerBecomesADeadLetter() throws Exception {
        try (Product product = start("""
                - route:
                    id: my-steps
                    from:
                      uri: direct:my-steps
                      steps:
                        - filter:
                            simple: {expression: "${body.label} == 'thumb'"}
                            steps:
                              - setBody:
                                  constant: {expression: "%s"}
                        - to: {uri: "direct:vault-publish-variant"}
                """.formatted("x".repeat(1_100_000)))) {
            await().untilAsserted(
                            () -> assertThat(Published.of(prefix).deadLetters()).hasSize(5));
            awaitPolls();
        }
        assertThat(records()).hasSize(5);
        assertThat(Published.of(prefix).deadLetters())
                .hasSize(5)
                .allSatisfy(letter -> assertThat(Published.headers(letter)).containsEntry("dl_reason", "too-large"));
    }

    @Test
    void aBodyOfTheHostsOwnIsPublishedAsItIs() throws Exception {
        try (Product product = start("""
                - route:
                    id: my-steps
                    from:
                      uri: direct:my-steps
                      steps:
                        - choice:
                            when:
                              - simple: {expression: "${body.label} == 'thumb'"}
                                steps:
                                  - setBody: {constant: {expression: "plain text"}}
                                  - setHeader: {name: content-type, constant: {expression: text/plain}}
                            otherwise:
                              steps:
                                - setBody: {constant: {expression: "bytes"}}
                                - convertBodyTo: {type: "byte[]"}
                        - setHeader: {name: retries, constant: {expression: "3", resultType: java.lang.Integer}}
                        - to: {uri: "direct:vault-publish-variant"}
                """)) {
            awaitRecords((int) stored());
        }
        assertThat(records()).allSatisfy(record -> {
            boolean thumb = Published.header(record, "ce_subject").endsWith("/thumb");
            assertThat(Published.text(record.value())).isEqualTo(thumb ? "plain text" : "bytes");
            assertThat(Published.headers(record))
                    .containsEntry("content-type", thumb ? "text/plain" : "application/json")
                    .containsEntry("retries", "3")
                    .hasSize(9);
        });
    }
}
