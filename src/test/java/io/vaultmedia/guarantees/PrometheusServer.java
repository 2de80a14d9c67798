package io.vaultmedia.guarantees;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vaultmedia.sandbox.net.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Debian's Prometheus, which scrapes one address each second and evaluates our rules more often. A scrape may take no longer
 * than the interval: at a quarter of a second, those of a busy machine failed.
 */
final class PrometheusServer implements AutoCloseable {

    private static final String CONFIGURATION = """
            global: {scrape_interval: 1s, evaluation_interval: 250ms}
            rule_files: [rules.yaml]
            scrape_configs:
              - job_name: vault-media
                metrics_path: /observe/metrics
                static_configs: [{targets: ['127.0.0.1:%d']}]
            """;

    private final Process process;
    private final int port;

    private PrometheusServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** True if this machine has one. */
    static boolean isInstalled() {
        return List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "prometheus")));
    }

    /**
     * Starts it.
     *
     * @param folder for its configuration, data and log
     * @param target the port that it scrapes
     */
    static PrometheusServer start(Path folder, int target, String rules) {
        int port = FreePort.any();
        try {
            Files.writeString(folder.resolve("prometheus.yml"), CONFIGURATION.formatted(target));
            Files.writeString(folder.resolve("rules.yaml"), rules);
            Process process = new ProcessBuilder(
                            "prometheus",
                            "--config.file=prometheus.yml",
                            "--storage.tsdb.path=data",
                            "--web.listen-address=127.0.0.1:" + port)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("log").toFile())
                    .start();
            return new PrometheusServer(process, port);
        } catch (IOException e) {
            throw new UncheckedIOException("starting prometheus", e);
        }
    }

    /** Returns the names of the alerts that fire. */
    Set<String> firing() {
        JsonNode alerts = get("/api/v1/alerts").at("/data/alerts");
        Set<String> names = new TreeSet<>();
        alerts.forEach(alert -> {
            if (alert.path("state").asText().equals("firing")) {
                names.add(alert.at("/labels/alertname").asText());
            }
        });
        return names;
    }

    /** Returns the names of the alerts that have fired within this time, even if they are quiet now. */
    Set<String> firedWithin(long seconds) {
        String query =
                "/api/v1/query?query=" + encoded("max_over_time(ALERTS{alertstate=\"firing\"}[" + seconds + "s])");
        Set<String> names = new TreeSet<>();
        get(query)
                .at("/data/result")
                .forEach(series -> names.add(series.at("/metric/alertname").asText()));
        return names;
    }

    /** Returns those of the metrics that have a value now. */
    Set<String> withData(Set<String> metrics) {
        return metrics.stream()
                .filter(metric -> !get("/api/v1/query?query=" + encoded("{__name__=~\"" + metric + "(_count)?\"}"))
                        .at("/data/result")
                        .isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the names of the rules that cannot be evaluated. */
    List<String> broken() {
        return get("/api/v1/rules").findParents("health").stream()
                .filter(rule -> !rule.path("health").asText().equals("ok"))
                .map(rule -> rule.path("name").asText())
                .toList();
    }

    private JsonNode get(String path) {
        URI uri = URI.create("http://127.0.0.1:" + port + path);
        try {
            return new ObjectMapper()
                    .readTree(HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                            .body());
        } catch (IOException e) {
            return new ObjectMapper().createObjectNode(); // It is starting.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String query) {
        return URLEncoder.encode(query, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
