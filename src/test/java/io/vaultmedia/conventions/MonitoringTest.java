package io.vaultmedia.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vaultmedia.ops.MetricsPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rules, dashboard and pages of docs/ speak of the same alerts and metrics. */
class MonitoringTest {

    private static final Path RULES = Path.of("monitoring", "rules", "vault-media.yaml");
    private static final Path TESTS = Path.of("monitoring", "rules", "tests", "vault-media.test.yaml");
    private static final Path DASHBOARD = Path.of("monitoring", "dashboards", "vault-media.json");
    private static final Path OPERATING = Path.of("docs", "operating.md");
    private static final Pattern METRIC = Pattern.compile("vault_\\w+?(?=_bucket|_sum|_count|_max|\\W|$)|kafka_\\w+");
    private static final Set<String> SEVERITIES = Set.of("critical", "warning", "info");

    @Test
    void eachAlertIsAHeadingOfTheRunbookAndTheReverse() throws IOException {
        Set<String> headings = Pattern.compile("(?m)^### (Vault\\w+)$")
                .matcher(Files.readString(OPERATING))
                .results()
                .map(heading -> heading.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(headings)
                .as("headings of %s, and alerts of %s", OPERATING, RULES)
                .isEqualTo(names(alerts()));
    }

    @Test
    void eachAlertSaysHowBadItIsWhatItMeansAndWhereToRead() throws IOException {
        assertThat(alerts()).allSatisfy(alert -> {
            JsonNode annotations = alert.path("annotations");
            assertThat(alert.at("/labels/severity").asText()).isIn(SEVERITIES);
            assertThat(annotations.path("summary").asText()).endsWith(".");
            assertThat(annotations.path("description").asText()).isNotEmpty();
            assertThat(annotations.path("runbook_url").asText())
                    .endsWith("docs/operating.md#" + name(alert).toLowerCase(Locale.ROOT));
        });
    }

    @Test
    void eachAlertIsTestedToFireAndToBeQuiet() throws IOException {
        Set<String> cases =
                texts(new YAMLMapper().readTree(Files.readString(TESTS)).findValues("name"));

        assertThat(names(alerts())).allSatisfy(name -> assertThat(cases).contains(name + " fires", name + " is quiet"));
    }

    @Test
    void rulesAndDashboardUseMetricsThatExist() throws IOException {
        Set<String> known = MetricsPage.read().keySet();

        assertThat(metrics(expressions(rules()))).as("metrics of %s", RULES).isSubsetOf(known);
        JsonNode dashboard = new ObjectMapper().readTree(Files.readString(DASHBOARD));
        assertThat(metrics(expressions(dashboard)))
                .as("metrics of %s", DASHBOARD)
                .isSubsetOf(known);
        assertThat(metrics(MetricsPage.read().values().stream()
                        .map(MetricsPage.Metric::query)
                        .toList()))
                .as("metrics of the queries in docs/metrics.md")
                .isEqualTo(new TreeSet<>(known));
    }

    @Test
    void theDashboardShowsEachMetric() throws IOException {
        JsonNode dashboard = new ObjectMapper().readTree(Files.readString(DASHBOARD));

        assertThat(metrics(expressions(dashboard)))
                .isEqualTo(new TreeSet<>(MetricsPage.read().keySet()));
    }

    private static JsonNode rules() throws IOException {
        return new YAMLMapper().readTree(Files.readString(RULES));
    }

    private static List<JsonNode> alerts() throws IOException {
        List<JsonNode> alerts = new ArrayList<>();
        for (JsonNode rule : rules().findParents("alert")) {
            alerts.add(rule);
        }
        assertThat(alerts).isNotEmpty();
        return alerts;
    }

    private static String name(JsonNode alert) {
        return alert.path("alert").asText();
    }

    private static Set<String> names(List<JsonNode> alerts) {
        return alerts.stream().map(MonitoringTest::name).collect(Collectors.toCollection(TreeSet::new));
    }

    private static List<String> expressions(JsonNode root) {
        return root.findValues("expr").stream().map(JsonNode::asText).toList();
    }

    private static Set<String> texts(List<JsonNode> nodes) {
        return nodes.stream().map(JsonNode::asText).collect(Collectors.toSet());
    }

    private static Set<String> metrics(List<String> expressions) {
        assertThat(expressions).isNotEmpty();
        return expressions.stream()
                .flatMap(expression -> METRIC.matcher(expression).results())
                .map(MatchResult::group)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
