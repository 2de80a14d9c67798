package io.vaultmedia.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** What the manifests say of each other, and of the application and the Secret that they do not contain. */
class KubernetesManifestsTest {
    private static final String NAME = "vault-media-routes";
    private static final Set<String> SECRETS = Set.of("vault.api.key", "vault.connections");

    @OnAllManifests
    void everyResourceIsLabelled(Manifests manifests) {
        assertThat(manifests.resources()).extracting(HasMetadata::getMetadata).allSatisfy(metadata -> assertThat(
                        metadata.getLabels())
                .as("labels of %s", metadata.getName())
                .containsEntry("app.kubernetes.io/name", NAME));
    }

    @OnAllManifests
    void deploymentSelectsItsPods(Manifests manifests) {
        assertThat(selector(manifests)).isNotEmpty();
        assertThat(podLabels(manifests)).containsAllEntriesOf(selector(manifests));
    }

    @OnAllManifests
    void serviceFindsTheManagementPort(Manifests manifests) {
        Service service = manifests.the(Service.class);
        ServicePort port = service.getSpec().getPorts().get(0);

        assertThat(service.getSpec().getSelector()).isEqualTo(selector(manifests));
        assertThat(port.getName()).isEqualTo("management");
        assertThat(manifests.container().getPorts())
                .extracting(ContainerPort::getName)
                .contains(port.getTargetPort().getStrVal());
    }

    @OnAllManifests
    void podRunsUnderAnAccountWithoutAToken(Manifests manifests) {
        ServiceAccount account = manifests.the(ServiceAccount.class);

        assertThat(manifests.pod().getServiceAccountName())
                .isEqualTo(account.getMetadata().getName());
        assertThat(account.getAutomountServiceAccountToken()).isFalse();
        assertThat(manifests.pod().getAutomountServiceAccountToken()).isFalse();
    }

    @OnAllManifests
    void settingsAreMountedWhereTheApplicationReadsThem(Manifests manifests) throws IOException {
        Volume settings = volumeAt(manifests, "/app/config");

        assertThat(settings.getConfigMap().getName())
                .isEqualTo(manifests.the(ConfigMap.class).getMetadata().getName());
        assertThat(manifests.settings().stringPropertyNames()).contains("camel.component.kafka.brokers");
    }

    @OnAllManifests
    void settingsAreKnownToTheProduct(Manifests manifests) throws IOException {
        assertThat(Project.declaredSettings()).containsAll(manifests.settings().stringPropertyNames());
    }

    @OnAllManifests
    void apiKeyIsAFileFromTheSecret(Manifests manifests) throws IOException {
        SecretVolumeSource secret =
                volumeAt(manifests, "/etc/vault-media-routes").getSecret();

        assertThat(secret.getSecretName()).isEqualTo(NAME);
        assertThat(secret.getItems()).singleElement().satisfies(item -> {
            assertThat(item.getKey()).isEqualTo("api-key");
            assertThat(item.getPath()).isEqualTo("api-key");
        });
        assertThat(manifests.settings()).containsEntry("vault.api.key-file", "/etc/vault-media-routes/api-key");
    }

    @OnAllManifests
    void connectionsComeFromTheSecret(Manifests manifests) {
        assertThat(manifests.container().getEnv()).singleElement().satisfies(variable -> {
            assertThat(variable.getName()).isEqualTo("VAULT_CONNECTIONS");
            assertThat(variable.getValueFrom().getSecretKeyRef().getName()).isEqualTo(NAME);
            assertThat(variable.getValueFrom().getSecretKeyRef().getKey()).isEqualTo("connections");
        });
    }

    @OnAllManifests
    void noSecretIsWrittenDown(Manifests manifests) throws IOException {
        assertThat(manifests.resources()).extracting(HasMetadata::getKind).doesNotContain("Secret");
        assertThat(manifests.settings().stringPropertyNames()).doesNotContainAnyElementsOf(SECRETS);
        assertThat(manifests.container().getEnv()).extracting(EnvVar::getValue).allMatch(Objects::isNull);
    }

    private static Map<String, String> selector(Manifests manifests) {
        return manifests.the(Deployment.class).getSpec().getSelector().getMatchLabels();
    }

    private static Map<String, String> podLabels(Manifests manifests) {
        return manifests
                .the(Deployment.class)
                .getSpec()
                .getTemplate()
                .getMetadata()
                .getLabels();
    }

    private static Volume volumeAt(Manifests manifests, String path) {
        String name = manifests.container().getVolumeMounts().stream()
                .filter(mount -> mount.getMountPath().equals(path))
                .map(VolumeMount::getName)
                .findFirst()
                .orElseThrow();
        return manifests.pod().getVolumes().stream()
                .filter(volume -> volume.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
