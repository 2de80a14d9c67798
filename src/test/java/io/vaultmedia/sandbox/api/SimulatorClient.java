package io.vaultmedia.sandbox.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Asks the simulator as a client would, for one connection. */
final class SimulatorClient {
    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final VaultSimulator simulator;
    private final String connectionId;

    SimulatorClient(VaultSimulator simulator, String connectionId) {
        this.simulator = simulator;
        this.connectionId = connectionId;
    }

    /** A request with all that it needs; name, value, name, value. */
    HttpRequest.Builder request(String... query) {
        return bare(query).header("apiKey", simulator.apiKey()).header("x-connection-id", connectionId);
    }

    /** A request without key and connection. */
    HttpRequest.Builder bare(String... query) {
        String encoded = pairs(query).entrySet().stream()
                .map(pair -> pair.getKey() + '=' + URLEncoder.encode(pair.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(URI.create(simulator.baseUrl() + MediaEndpoint.PATH + '?' + encoded))
                .timeout(Duration.ofMinutes(1));
    }

    HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }

    HttpResponse<String> get(String... query) throws IOException, InterruptedException {
        return send(request(query));
    }

    CompletableFuture<HttpResponse<String>> getLater(String... query) {
        return http.sendAsync(request(query).build(), BodyHandlers.ofString());
    }

    /** The answer's JSON; it must be a 200. */
    JsonNode page(String... query) throws IOException, InterruptedException {
        HttpResponse<String> response = get(query);
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return JSON.readTree(response.body());
    }

    /** The media ids of all pages. */
    List<String> allIds(String... query) throws IOException, InterruptedException {
        List<String> ids = new ArrayList<>();
        Map<String, String> parameters = pairs(query);
        JsonNode page;
        do {
            page = page(flat(parameters));
            ids.addAll(ids(page));
            parameters.put("cursor", page.path("nextCursor").asText());
        } while (page.has("nextCursor"));
        return ids;
    }

    static List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.get("items").forEach(item -> ids.add(item.get("id").asText()));
        return ids;
    }

    private static Map<String, String> pairs(String... query) {
        Map<String, String> pairs = new TreeMap<>();
        for (int i = 0; i < query.length; i += 2) {
            pairs.put(query[i], query[i + 1]);
        }
        return pairs;
    }

    private static String[] flat(Map<String, String> pairs) {
        return pairs.entrySet().stream()
                .flatMap(pair -> Stream.of(pair.getKey(), pair.getValue()))
                .toArray(String[]::new);
    }
}
