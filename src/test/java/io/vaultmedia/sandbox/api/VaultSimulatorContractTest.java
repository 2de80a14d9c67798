package io.vaultmedia.sandbox.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds the simulator to the API's own OpenAPI document. What is checked is read from that file, not written here. */
class VaultSimulatorContractTest {
    private static final Contract CONTRACT = Contract.load();

    private final AdjustableClock clock = AdjustableClock.standingAt(Instant.parse("2026-06-12T00:00:00Z"));
    private final VaultSimulator simulator = VaultSimulator.start(clock);
    private final String connection =
            CONTRACT.header().get("schema").get("example").asText();
    private final Vault vault = simulator.vault(connection);
    private final SimulatorClient client = new SimulatorClient(simulator, connection);

    /** 340 items in no order, some on either side of each example in the file, some in each status. */
    @BeforeEach
    void load() {
        Vault chronological = new Vault(connection, clock);
        chronological.load(340, Instant.parse("2026-05-28T00:00:00Z"), Duration.ofHours(1), "full", "thumb");
        List<VaultItem> items = new ArrayList<>(chronological.items());
        Collections.shuffle(items, new Random(1));
        VariantStatus[] statuses = VariantStatus.values();
        for (int i = 0; i < items.size(); i++) {
            vault.put(i % 3 > 0 ? items.get(i) : in(statuses[i / 3 % statuses.length], items.get(i)));
        }
    }

    private static VaultItem in(VariantStatus status, VaultItem item) {
        VaultItem changed = item;
        for (VaultVariant variant : item.media().values()) {
            changed = changed.with(status == VariantStatus.STORED ? variant : variant.unstored(status));
        }
        return changed;
    }

    @AfterEach
    void close() {
        simulator.close();
    }

    @Test
    void theContractsOwnExamplesFitItsSchemas() {
        for (String status : CONTRACT.statuses()) {
            assertThat(CONTRACT.violations(status, CONTRACT.example(status)))
                    .as(status)
                    .isEmpty();
        }
    }

    @Test
    void theSchemasRefuseWhatDoesNotFit() throws Exception {
        JsonNode page = SimulatorClient.JSON.readTree("{\"items\":[{\"id\":1,\"duration\":\"long\"}],\"cursor\":null}");

        assertThat(CONTRACT.violations("200", page)).hasSizeGreaterThanOrEqualTo(4);
    }

    @ParameterizedTest
    @EnumSource(VariantStatus.class)
    void pagesOfVariantsInEachStatusFit(VariantStatus status) throws Exception {
        fits(client.get("status", status.wireName()), 200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "100", "200", "300", "400"})
    void pagesOfEitherPagingFit(String cursor) throws Exception {
        fits(client.get("cursor", cursor), 200);
        for (JsonNode sort : CONTRACT.parameter("sort").at("/schema/enum")) {
            fits(client.get("cursor", cursor, "sort", sort.asText()), 200);
        }
    }

    @Test
    void refusalsFit() throws Exception {
        String apiKey = CONTRACT.apiKeyHeader();
        String connectionId = CONTRACT.header().get("name").asText();
        HttpRequest.Builder keyOnly = client.bare().header(apiKey, simulator.apiKey());
        HttpRequest.Builder connectionOnly = client.bare().header(connectionId, connection);

        fits(client.send(keyOnly), 400);
        fits(client.send(connectionOnly), 401);
        fits(client.send(keyOnly.header(connectionId, "conn_unknown")), 400);
        fits(client.send(connectionOnly.header(apiKey, "sk_wrong")), 401);
    }

    @Test
    void theKeyAndTheConnectionTravelInTheContractsHeaders() throws Exception {
        HttpRequest.Builder request = client.bare()
                .header(CONTRACT.apiKeyHeader(), simulator.apiKey())
                .header(CONTRACT.header().get("name").asText(), connection);

        fits(client.send(request), 200);
    }

    /** Each value that the file gives for a parameter is accepted, and makes a difference. */
    @TestFactory
    Stream<DynamicTest> acceptsAndHeedsEveryParameter() {
        return CONTRACT.queryParameters().stream().flatMap(parameter -> valid(parameter).stream()
                .map(value -> DynamicTest.dynamicTest(name(parameter) + "=" + value, () -> {
                    HttpResponse<String> answer = client.get(name(parameter), value);
                    fits(answer, 200);
                    assertThat(answer.body()).isNotEqualTo(client.get().body());
                })));
    }

    /** Each value that the file excludes is refused. */
    @TestFactory
    Stream<DynamicTest> refusesWhatAParameterExcludes() {
        return CONTRACT.queryParameters().stream().flatMap(parameter -> excluded(parameter).stream()
                .map(value -> DynamicTest.dynamicTest(
                        name(parameter) + "=" + value, () -> fits(client.get(name(parameter), value), 400))));
    }

    @TestFactory
    Stream<DynamicTest> acceptsTheBoundsOfNumbers() {
        return CONTRACT.queryParameters().stream().flatMap(parameter -> Stream.of("minimum", "maximum")
                .filter(parameter.get("schema")::has)
                .map(bound -> parameter.get("schema").get(bound).asText())
                .map(value -> DynamicTest.dynamicTest(name(parameter) + "=" + value, () -> {
                    HttpResponse<String> answer = client.get(name(parameter), value);
                    fits(answer, 200);
                    assertThat(SimulatorClient.JSON.readTree(answer.body()).get("items"))
                            .hasSize(Integer.parseInt(value));
                })));
    }

    private static void fits(HttpResponse<String> answer, int status) throws Exception {
        JsonNode body = SimulatorClient.JSON.readTree(answer.body());
        assertThat(answer.statusCode()).as(answer.uri() + " " + answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue(CONTRACT.mediaType(Integer.toString(status)));
        assertThat(CONTRACT.violations(Integer.toString(status), body)).isEmpty();
    }

    private static List<String> valid(JsonNode parameter) {
        JsonNode schema = parameter.get("schema");
        List<String> values = new ArrayList<>();
        schema.path("enum").forEach(value -> values.add(value.asText()));
        if (schema.has("example")) {
            values.add(schema.get("example").asText());
        }
        assertThat(values).as("the file gives no value for " + name(parameter)).isNotEmpty();
        return values;
    }

    private static List<String> excluded(JsonNode parameter) {
        JsonNode schema = parameter.get("schema");
        List<String> values = new ArrayList<>();
        if (schema.path("enum") instanceof ArrayNode
                || schema.get("type").asText().equals("number")) {
            values.add("something-else");
        }
        if (schema.get("description").asText().contains("ISO 8601")) {
            values.add("yesterday");
        }
        if (schema.has("minimum")) {
            values.add(Long.toString(schema.get("minimum").asLong() - 1));
        }
        if (schema.has("maximum")) {
            values.add(Long.toString(schema.get("maximum").asLong() + 1));
        }
        return values;
    }

    private static String name(JsonNode parameter) {
        return parameter.get("name").asText();
    }
}
