package io.vaultmedia.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.stream.Stream;

/** No pod of any rendering has privileges, is without limits, or is of an image that changes under its name. */
class SafePodsTest {

    @OnAllRenderings
    void noPodIsRoot(Manifests manifests) {
        assertThat(Workload.of(manifests)).isNotEmpty().allSatisfy(workload -> {
            PodSpec pod = workload.template().getSpec();
            assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
            assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
            assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
            assertThat(pod.getAutomountServiceAccountToken()).isFalse();
            assertThat(pod.getEnableServiceLinks()).isFalse();
            assertThat(pod.getHostNetwork()).isNull();
        });
    }

    @OnAllRenderings
    void noContainerHasPrivileges(Manifests manifests) {
        assertThat(containers(manifests)).allSatisfy(container -> {
            SecurityContext security = container.getSecurityContext();
            assertThat(security.getAllowPrivilegeEscalation()).isFalse();
            assertThat(security.getPrivileged()).isNull();
            assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
            assertThat(security.getCapabilities().getAdd()).isNullOrEmpty();
        });
    }

    @OnAllRenderings
    void theProductCannotWriteToItsImage(Manifests manifests) {
        assertThat(Workload.of(manifests))
                .filteredOn(Workload::isProduct)
                .singleElement()
                .extracting(product ->
                        product.containers().get(0).getSecurityContext().getReadOnlyRootFilesystem())
                .isEqualTo(true);
    }

    @OnAllRenderings
    void everyContainerHasLimitsAndProbes(Manifests manifests) {
        assertThat(containers(manifests)).allSatisfy(container -> {
            assertThat(container.getResources().getRequests()).containsKeys("cpu", "memory");
            assertThat(container.getResources().getLimits()).containsKeys("cpu", "memory");
            assertThat(container.getStartupProbe()).isNotNull();
            assertThat(container.getLivenessProbe()).isNotNull();
            assertThat(container.getReadinessProbe()).isNotNull();
        });
    }

    @OnAllRenderings
    void everyImageHasAVersion(Manifests manifests) {
        assertThat(containers(manifests))
                .extracting(Container::getImage)
                .allMatch(image -> image.matches("[a-z/-]+:\\d+\\.\\d+\\.\\d+"));
    }

    @OnAllRenderings
    void theProductsImageIsOfThisVersion(Manifests manifests) throws Exception {
        assertThat(Workload.of(manifests))
                .filteredOn(Workload::isProduct)
                .flatMap(Workload::containers)
                .extracting(Container::getImage)
                .containsExactly("vault-media-routes:" + Project.version());
    }

    @OnAllRenderings
    void everyMountHasItsVolume(Manifests manifests) {
        assertThat(Workload.of(manifests)).allSatisfy(workload -> assertThat(workload.containers())
                .flatMap(Container::getVolumeMounts)
                .extracting(VolumeMount::getName)
                .containsExactlyInAnyOrderElementsOf(workload.template().getSpec().getVolumes().stream()
                        .map(Volume::getName)
                        .toList()));
    }

    @OnAllRenderings
    void mountedSecretsAreReadableByThePodAlone(Manifests manifests) {
        assertThat(Workload.of(manifests))
                .flatMap(workload -> workload.template().getSpec().getVolumes())
                .filteredOn(volume -> volume.getSecret() != null)
                .isNotEmpty()
                .extracting(volume -> volume.getSecret().getDefaultMode())
                .containsOnly(0440);
    }

    private static Stream<Container> containers(Manifests manifests) {
        return Workload.of(manifests).stream().flatMap(workload -> workload.containers().stream());
    }
}
