package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.ops.MetricsPage;
import io.vaultmedia.ops.MetricsPage.Metric;
import io.vaultmedia.sandbox.api.MediaType;
import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.net.FreePort;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Guarantee 2, nothing missed, is watched by metrics: those of the running product are exactly those that {@code docs/metrics.md} promises. */
@WithKafka
class MetricsTest {

    private static final Pattern TYPE = Pattern.compile("(?m)^# TYPE ((?:vault|kafka)_\\w+) (\\w+)$");
    private static final Pattern HELP = Pattern.compile("(?m)^# HELP ((?:vault|kafka)_\\w+) (.*)$");
    private static final Pattern SERIES =
            Pattern.compile("(?m)^((?:vault|kafka)_\\w+?)(?:_bucket|_sum|_count)?(?:\\{(.*)})? \\S+$");
    private static final String POISON = "{\"items\":[{\"id\":\"66\",\"type\":\"image\",\"media\":[]}]}";

    private final String prefix = KafkaExtension.freshPrefix();
    private final int port = FreePort.any();

    @Test
    void areWhatTheirPageSays() throws IOException {
        Map<String, Metric> promised = MetricsPage.read();
        assertThat(promised).hasSizeGreaterThan(10);

        String scraped = scrapeOfABusyProduct(promised.keySet());

        assertThat(names(scraped))
                .as("metrics of the product, and sections of docs/metrics.md")
                .isEqualTo(promised.keySet().stream().collect(Collectors.toCollection(TreeSet::new)));
        assertThat(pairs(TYPE, scraped)).isEqualTo(expected(promised, Metric::type));
        assertThat(pairs(HELP, scraped)).isEqualTo(expected(promised, Metric::help));
        promised.values().forEach(metric -> assertThat(labels(scraped, metric.name()))
                .as("labels of %s", metric.name())
                .isEqualTo(metric.labels()));
        assertThat(scraped).contains("jvm_memory_used_bytes", "process_cpu_usage", "process_uptime_seconds");
    }

    /** It publishes, fails, dead-letters and misses a date, so that each metric has a value. */
    private String scrapeOfABusyProduct(Set<String> promised) {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(Product.ALICE).load(3, "full");
            api.vault(Product.BOB);
            api.faults(Product.BOB)
                    .replaceNext(POISON.getBytes(StandardCharsets.UTF_8))
                    .failNext(1, 500);
            Map<String, String> more =
                    Map.of("camel.management.enabled", "true", "camel.management.port", Integer.toString(port));
            try (Product product = Product.start(api, KafkaExtension.bootstrapServers(), prefix, more)) {
                Awaitility.await().until(() -> api.requests().count(Product.BOB) >= 4);
                api.vault(Product.ALICE)
                        .store(
                                api.vault(Product.ALICE)
                                        .observe(MediaType.IMAGE, "full")
                                        .id(),
                                "full");
                api.faults(Product.ALICE).responseHeader("Date", "yesterday");
                return Awaitility.await()
                        .until(this::scrape, text -> names(text).containsAll(promised));
            }
        }
    }

    private String scrape() throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + port + "/observe/metrics");
        return HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static Set<String> names(String scraped) {
        return new TreeSet<>(pairs(TYPE, scraped).keySet());
    }

    private static Map<String, String> expected(Map<String, Metric> promised, Function<Metric, String> part) {
        return promised.values().stream().collect(Collectors.toMap(Metric::name, part, (a, b) -> b, TreeMap::new));
    }

    private static Map<String, String> pairs(Pattern pattern, String scraped) {
        Map<String, String> pairs = new TreeMap<>();
        Matcher line = pattern.matcher(scraped);
        while (line.find()) {
            pairs.put(line.group(1), line.group(2));
        }
        pairs.keySet().removeIf(name -> name.endsWith("_seconds_max")); // Micrometer's companion of a histogram
        return pairs;
    }

    private static Set<String> labels(String scraped, String metric) {
        Set<String> labels = new TreeSet<>();
        SERIES.matcher(scraped)
                .results()
                .filter(line -> line.group(1).equals(metric) && line.group(2) != null)
                .flatMap(line ->
                        Pattern.compile("(\\w+)=\"").matcher(line.group(2)).results())
                .forEach(label -> labels.add(label.group(1)));
        labels.remove("le");
        return labels;
    }
}
