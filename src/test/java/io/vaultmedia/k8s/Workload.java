package io.vaultmedia.k8s;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.List;
import java.util.stream.Stream;

/** What Kubernetes makes pods of: a Deployment or a StatefulSet. */
record Workload(HasMetadata resource, Integer replicas, LabelSelector selector, PodTemplateSpec template) {

    /** All workloads of a rendering. */
    static List<Workload> of(Manifests manifests) {
        return Stream.concat(
                        manifests.every(Deployment.class).stream().map(Workload::of),
                        manifests.every(StatefulSet.class).stream().map(Workload::of))
                .toList();
    }

    private static Workload of(Deployment from) {
        return new Workload(
                from,
                from.getSpec().getReplicas(),
                from.getSpec().getSelector(),
                from.getSpec().getTemplate());
    }

    private static Workload of(StatefulSet from) {
        return new Workload(
                from,
                from.getSpec().getReplicas(),
                from.getSpec().getSelector(),
                from.getSpec().getTemplate());
    }

    String name() {
        return resource.getMetadata().getName();
    }

    /** Whether it is the product, and no broker to try it with. */
    boolean isProduct() {
        return name().equals("vault-media-routes");
    }

    List<Container> containers() {
        return template.getSpec().getContainers();
    }
}
