package io.vaultmedia.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The production overlay needs no edit, only the Secret that k8s/README.md creates. */
class SecretTest {

    private static final String SECRET = "vault-media-routes";
    private static final String BROKERS = "camel.component.kafka.brokers";
    private static final String BROKERS_VARIABLE = "CAMEL_COMPONENT_KAFKA_BROKERS";
    private static final Pattern CREATED_KEY = Pattern.compile("--from-(?:file|literal)=([a-z-]+)");
    private static final Path KAFKA_FROM_SECRET = Path.of("k8s/components/kafka-from-secret/deployment.yaml");

    @Test
    void theDocumentedCommandCreatesEachKeyThatThePodReads() throws IOException {
        PodSpec base = Manifests.ofBase().pod();
        PodSpec kafka = ((Deployment)
                        ManifestReader.read(Files.readString(KAFKA_FROM_SECRET)).get(0))
                .getSpec()
                .getTemplate()
                .getSpec();

        assertThat(CREATED_KEY.matcher(command()).results().map(key -> key.group(1)))
                .containsExactlyInAnyOrderElementsOf(
                        Stream.concat(keys(base), keys(kafka)).toList());
    }

    @OnAllRenderings
    void eachPodLearnsWhereKafkaIs(Manifests manifests) throws IOException {
        boolean set = manifests.settings().containsKey(BROKERS);

        assertThat(set || brokers(manifests).isPresent()).isTrue();
    }

    @OnAllRenderings
    void productionTakesKafkasAddressFromTheSecretAlone(Manifests manifests) throws IOException {
        if (manifests.origin().startsWith("production")) {
            assertThat(manifests.settings()).doesNotContainKey(BROKERS);
            assertThat(brokers(manifests)).hasValueSatisfying(variable -> {
                assertThat(variable.getValueFrom().getSecretKeyRef().getName()).isEqualTo(SECRET);
                assertThat(variable.getValueFrom().getSecretKeyRef().getOptional())
                        .isNull();
            });
        }
    }

    private static String command() throws IOException {
        return Files.readString(Path.of("k8s/README.md"))
                .lines()
                .filter(line -> line.startsWith("kubectl create secret generic " + SECRET + " "))
                .findFirst()
                .orElseThrow();
    }

    private static Stream<String> keys(PodSpec pod) {
        Stream<String> variables = pod.getContainers().get(0).getEnv().stream()
                .map(EnvVar::getValueFrom)
                .filter(Objects::nonNull)
                .map(from -> from.getSecretKeyRef())
                .filter(key -> key != null && key.getName().equals(SECRET))
                .map(key -> key.getKey());
        Stream<String> files = pod.getVolumes().stream()
                .map(volume -> volume.getSecret())
                .filter(secret -> secret != null && secret.getSecretName().equals(SECRET))
                .flatMap(secret -> secret.getItems().stream())
                .map(item -> item.getKey());
        return Stream.concat(variables, files);
    }

    private static Optional<EnvVar> brokers(Manifests manifests) {
        return Workload.of(manifests).stream()
                .filter(Workload::isProduct)
                .flatMap(workload -> workload.containers().get(0).getEnv().stream())
                .filter(variable -> variable.getName().equals(BROKERS_VARIABLE))
                .findFirst();
    }
}
