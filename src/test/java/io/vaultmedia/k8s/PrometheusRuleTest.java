package io.vaultmedia.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The rules that the Prometheus operator reads are those of {@code monitoring/rules}, which promtool tests. */
class PrometheusRuleTest {

    private static final Path RULES = Path.of("monitoring", "rules", "vault-media.yaml");
    private static final Path FILE = Path.of("k8s", "components", "monitoring", "prometheus-rule.yaml");
    private static final String HEAD = """
            # Generated from monitoring/rules: mvn -q test -Dtest=PrometheusRuleTest -Dk8s.write=true
            apiVersion: monitoring.coreos.com/v1
            kind: PrometheusRule
            metadata:
              name: vault-media-routes
              labels:
                app.kubernetes.io/name: vault-media-routes
            spec:
            """;

    @Test
    void isUpToDate() throws IOException {
        String rules = Files.readString(RULES);
        String expected =
                HEAD + rules.substring(rules.indexOf("groups:\n")).indent(2).replaceAll("(?m)^ +$", "");
        if (Boolean.getBoolean("k8s.write")) {
            Files.writeString(FILE, expected);
        }

        assertThat(FILE)
                .as("%s is generated: mvn -q test -Dtest=PrometheusRuleTest -Dk8s.write=true", FILE)
                .exists()
                .hasContent(expected);
    }

    @Test
    void isWhatTheOperatorReads() throws IOException {
        PrometheusRule rule =
                (PrometheusRule) ManifestReader.read(Files.readString(FILE)).get(0);

        assertThat(rule.getSpec().getGroups()).isNotEmpty().allSatisfy(group -> assertThat(group.getRules())
                .isNotEmpty());
    }
}
