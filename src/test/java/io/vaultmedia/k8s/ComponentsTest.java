package io.vaultmedia.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerSpec;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.util.Map;

/** What the components add names things that are there. */
class ComponentsTest {

    private static final Map<String, String> PODS = Map.of("app.kubernetes.io/name", "vault-media-routes");

    @OnAllRenderings
    void everyResourceIsLabelledAndItsPodsAreSelected(Manifests manifests) {
        assertThat(manifests.resources())
                .extracting(HasMetadata::getMetadata)
                .allSatisfy(metadata -> assertThat(metadata.getLabels()).containsKey("app.kubernetes.io/name"));
        assertThat(Workload.of(manifests)).allSatisfy(workload -> assertThat(
                        workload.template().getMetadata().getLabels())
                .containsAllEntriesOf(workload.selector().getMatchLabels()));
        assertThat(manifests.every(Service.class)).allSatisfy(service -> assertThat(Workload.of(manifests))
                .extracting(workload -> workload.template().getMetadata().getLabels())
                .contains(service.getSpec().getSelector()));
    }

    @OnAllRenderings
    void severalReplicasHaveABudgetForDisruptions(Manifests manifests) {
        Workload product = product(manifests);
        boolean several = product.replicas() == null || product.replicas() > 1;

        assertThat(manifests.every(PodDisruptionBudget.class))
                .hasSize(several ? 1 : 0)
                .allSatisfy(budget -> {
                    assertThat(budget.getSpec().getSelector().getMatchLabels()).isEqualTo(PODS);
                    assertThat(budget.getSpec().getMaxUnavailable().getIntVal()).isEqualTo(1);
                });
    }

    @OnAllRenderings
    void autoscalerScalesTheProductUpToItsShards(Manifests manifests) throws IOException {
        Workload product = product(manifests);
        int shards = Integer.parseInt(Project.settings().getProperty("vault.shards"));

        assertThat(manifests.every(HorizontalPodAutoscaler.class))
                .hasSize(product.replicas() == null ? 1 : 0)
                .extracting(HorizontalPodAutoscaler::getSpec)
                .allSatisfy((HorizontalPodAutoscalerSpec spec) -> {
                    assertThat(spec.getScaleTargetRef().getKind())
                            .isEqualTo(product.resource().getKind());
                    assertThat(spec.getScaleTargetRef().getName()).isEqualTo(product.name());
                    assertThat(spec.getMaxReplicas()).isEqualTo(shards);
                    assertThat(spec.getMinReplicas()).isGreaterThan(1);
                });
    }

    @OnAllRenderings
    void aStatefulReplicaHasANameOfItsOwn(Manifests manifests) {
        assertThat(manifests.every(StatefulSet.class)).allSatisfy(set -> {
            assertThat(set.getSpec().getServiceName())
                    .isIn(manifests.every(Service.class).stream()
                            .map(service -> service.getMetadata().getName())
                            .toList());
            assertThat(set.getSpec()
                            .getTemplate()
                            .getSpec()
                            .getContainers()
                            .get(0)
                            .getEnv())
                    .filteredOn(variable -> variable.getName().equals("VAULT_GROUP_INSTANCE_ID"))
                    .singleElement()
                    .extracting(
                            variable -> variable.getValueFrom().getFieldRef().getFieldPath())
                    .isEqualTo("metadata.name");
        });
    }

    @OnAllRenderings
    void networkPolicyIsForTheProduct(Manifests manifests) {
        assertThat(manifests.every(NetworkPolicy.class)).allSatisfy(policy -> {
            assertThat(policy.getSpec().getPodSelector().getMatchLabels()).isEqualTo(PODS);
            assertThat(product(manifests).containers().get(0).getPorts())
                    .extracting(ContainerPort::getName)
                    .contains(policy.getSpec()
                            .getIngress()
                            .get(0)
                            .getPorts()
                            .get(0)
                            .getPort()
                            .getStrVal());
        });
    }

    @OnAllRenderings
    void metricsAreScrapedFromTheService(Manifests manifests) throws IOException {
        String path = Project.settings().getProperty("camel.metrics.path");
        Service service = manifests.every(Service.class).stream()
                .filter(one -> one.getMetadata().getName().equals("vault-media-routes"))
                .findFirst()
                .orElseThrow();

        assertThat(manifests.every(ServiceMonitor.class)).allSatisfy(monitor -> {
            assertThat(service.getMetadata().getLabels())
                    .containsAllEntriesOf(monitor.getSpec().getSelector().getMatchLabels());
            assertThat(monitor.getSpec().getEndpoints()).singleElement().satisfies(endpoint -> {
                assertThat(endpoint.getPort())
                        .isEqualTo(service.getSpec().getPorts().get(0).getName());
                assertThat(endpoint.getPath()).isEqualTo(path);
            });
        });
    }

    private static Workload product(Manifests manifests) {
        return Workload.of(manifests).stream()
                .filter(Workload::isProduct)
                .findFirst()
                .orElseThrow();
    }
}
