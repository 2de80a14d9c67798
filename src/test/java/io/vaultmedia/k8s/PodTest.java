package io.vaultmedia.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentSpec;
import java.io.IOException;
import java.util.List;

/** How the pod runs: alone, without privileges, watched by probes, and with time to stop. */
class PodTest {
    private static final int MANAGEMENT_PORT = 9876;
    private static final long CAMEL_EXTRA_SECONDS = 15;
    private static final long CLOSING_SECONDS = 5;

    @OnAllManifests
    void aNewPodComesBeforeTheOldOneGoes(Manifests manifests) {
        DeploymentSpec deployment = manifests.the(Deployment.class).getSpec();

        assertThat(deployment.getReplicas()).isEqualTo(1);
        assertThat(deployment.getStrategy().getType()).isEqualTo("RollingUpdate");
        assertThat(deployment
                        .getStrategy()
                        .getRollingUpdate()
                        .getMaxUnavailable()
                        .getIntVal())
                .isZero();
        assertThat(deployment.getRevisionHistoryLimit()).isPositive();
    }

    @OnAllManifests
    void imageIsOfThisVersionAndOfNoRegistry(Manifests manifests) throws Exception {
        assertThat(manifests.container().getImage()).isEqualTo("vault-media-routes:" + Project.version());
    }

    @OnAllManifests
    void probesAskTheManagementPort(Manifests manifests) {
        Container container = manifests.container();

        assertAsks(container, container.getStartupProbe(), "/observe/health/live");
        assertAsks(container, container.getLivenessProbe(), "/observe/health/live");
        assertAsks(container, container.getReadinessProbe(), "/observe/health/ready");
    }

    private static void assertAsks(Container container, Probe probe, String path) {
        assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
        assertThat(container.getPorts())
                .filteredOn(port ->
                        port.getName().equals(probe.getHttpGet().getPort().getStrVal()))
                .extracting(ContainerPort::getContainerPort)
                .containsExactly(MANAGEMENT_PORT);
    }

    @OnAllManifests
    void camelHasTimeToStop(Manifests manifests) throws IOException {
        long patience = Long.parseLong(Project.settings().getProperty("camel.main.shutdown-timeout"));

        assertThat(manifests.pod().getTerminationGracePeriodSeconds())
                .isGreaterThanOrEqualTo(patience + CAMEL_EXTRA_SECONDS + CLOSING_SECONDS);
    }

    @OnAllManifests
    void podIsNotRoot(Manifests manifests) {
        PodSecurityContext security = manifests.pod().getSecurityContext();

        assertThat(security.getRunAsNonRoot()).isTrue();
        assertThat(security.getRunAsUser()).isPositive();
        assertThat(security.getRunAsGroup()).isPositive();
        assertThat(security.getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
    }

    @OnAllManifests
    void containerHasNoPrivileges(Manifests manifests) {
        SecurityContext security = manifests.container().getSecurityContext();

        assertThat(security.getAllowPrivilegeEscalation()).isFalse();
        assertThat(security.getReadOnlyRootFilesystem()).isTrue();
        assertThat(security.getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(security.getCapabilities().getAdd()).isNullOrEmpty();
        assertThat(security.getPrivileged()).isNull();
    }

    @OnAllManifests
    void onlyTmpCanBeWritten(Manifests manifests) {
        List<VolumeMount> writable = manifests.container().getVolumeMounts().stream()
                .filter(mount -> !Boolean.TRUE.equals(mount.getReadOnly()))
                .toList();

        assertThat(writable).extracting(VolumeMount::getMountPath).containsExactly("/tmp");
        assertThat(manifests.pod().getVolumes())
                .filteredOn(volume -> volume.getName().equals(writable.get(0).getName()))
                .allSatisfy(volume ->
                        assertThat(volume.getEmptyDir().getSizeLimit()).isNotNull());
    }

    @OnAllManifests
    void everyMountHasItsVolume(Manifests manifests) {
        assertThat(manifests.container().getVolumeMounts())
                .extracting(VolumeMount::getName)
                .containsExactlyInAnyOrderElementsOf(manifests.pod().getVolumes().stream()
                        .map(Volume::getName)
                        .toList());
    }

    /** The mounted key belongs to root: only its group makes it readable for the pod's user. */
    @OnAllManifests
    void mountedKeyIsReadableByThePodAlone(Manifests manifests) {
        assertThat(manifests.pod().getVolumes())
                .filteredOn(volume -> volume.getSecret() != null)
                .allSatisfy(volume ->
                        assertThat(volume.getSecret().getDefaultMode()).isEqualTo(0440));
        assertThat(manifests.pod().getSecurityContext().getFsGroup())
                .isEqualTo(manifests.pod().getSecurityContext().getRunAsGroup());
    }

    @OnAllManifests
    void servicesOfTheNamespaceDoNotLookLikeSettings(Manifests manifests) {
        assertThat(manifests.pod().getEnableServiceLinks()).isFalse();
    }

    @OnAllManifests
    void resourcesAreRequestedAndLimited(Manifests manifests) {
        assertThat(manifests.container().getResources().getRequests()).containsKeys("cpu", "memory");
        assertThat(manifests.container().getResources().getLimits()).containsKeys("cpu", "memory");
        assertThat(manifests.container().getResources().getRequests().get("memory"))
                .isEqualTo(manifests.container().getResources().getLimits().get("memory"));
    }
}
