package io.vaultmedia.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.tooling.model.BaseOptionModel;
import org.junit.jupiter.api.Test;

/** Each setting in a rendering, in the ConfigMap or in a variable, exists; and no secret is written down. */
class SettingsInManifestsTest {

    private static final List<String> NO_SETTINGS = List.of("VAULT_LOG_LEVEL");
    private static final String SECRET = "(?i).*(password|api.key|jaas|connections)$";

    @OnAllRenderings
    void settingsAreKnown(Manifests manifests) throws IOException {
        assertThat(manifests.settings().stringPropertyNames())
                .isNotEmpty()
                .allSatisfy(key -> assertThat(Known.variables()).contains(Known.variable(key)));
    }

    @OnAllRenderings
    void variablesAreSettings(Manifests manifests) throws IOException {
        assertThat(variables(manifests))
                .isNotEmpty()
                .extracting(EnvVar::getName)
                .isSubsetOf(Stream.concat(Known.variables().stream(), NO_SETTINGS.stream())
                        .toList());
    }

    @OnAllRenderings
    void noSecretIsWrittenDown(Manifests manifests) throws IOException {
        assertThat(manifests.resources()).extracting(HasMetadata::getKind).doesNotContain("Secret");
        assertThat(manifests.settings().stringPropertyNames()).noneMatch(key -> key.matches(SECRET));
        assertThat(variables(manifests))
                .filteredOn(variable -> variable.getName().matches(SECRET))
                .isNotEmpty()
                .allSatisfy(variable -> {
                    assertThat(variable.getValue()).isNull();
                    assertThat(variable.getValueFrom().getSecretKeyRef()).isNotNull();
                });
    }

    @OnAllRenderings
    void settingsThatAreMountedAreThere(Manifests manifests) {
        assertThat(Workload.of(manifests))
                .flatMap(workload -> workload.template().getSpec().getVolumes())
                .filteredOn(volume -> volume.getConfigMap() != null)
                .extracting(volume -> volume.getConfigMap().getName())
                .containsExactly(manifests.settingsMap().getMetadata().getName());
    }

    @Test
    void aMisspeltKeyWouldBeFound() throws IOException {
        assertThat(Known.variables())
                .contains("VAULT_API_KEY_FILE", "CAMEL_COMPONENT_KAFKA_SSL_KEYSTORE_LOCATION")
                .doesNotContain("VAULT_API_KEYFILE", "CAMEL_COMPONENT_KAFKA_SSL_KEYSTORE");
    }

    private static List<EnvVar> variables(Manifests manifests) {
        return Workload.of(manifests).stream()
                .filter(Workload::isProduct)
                .flatMap(workload -> workload.containers().stream())
                .flatMap(container -> container.getEnv().stream())
                .toList();
    }

    /** The settings that exist, by the names of their environment variables. */
    private static final class Known {

        static List<String> variables() throws IOException {
            return Stream.concat(Project.declaredSettings().stream(), kafkaOptions())
                    .map(Known::variable)
                    .toList();
        }

        private static Stream<String> kafkaOptions() {
            return new DefaultCamelCatalog()
                    .componentModel("kafka").getComponentOptions().stream()
                            .map(BaseOptionModel::getName)
                            .map(name -> "camel.component.kafka." + name.replaceAll("([A-Z])", "-$1"));
        }

        static String variable(String key) {
            return key.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
        }
    }
}
