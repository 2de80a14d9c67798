package io.vaultmedia.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** What {@code kubectl apply -k k8s/base} would send, as typed models. */
record Manifests(String origin, List<HasMetadata> resources) {
    /**
     * The files of the base; and every rendering by a real kubectl that the system property {@code k8s.rendered} names
     * (comma-separated files, made by {@code .ci/run}), so that {@code mvn verify} needs no kubectl.
     */
    static Stream<Manifests> all() throws IOException {
        List<Manifests> all = new ArrayList<>(List.of(ofBase()));
        for (String file : System.getProperty("k8s.rendered", "").split(",", -1)) {
            if (!file.isBlank()) {
                all.add(new Manifests(file, ManifestReader.read(Files.readString(Path.of(file)))));
            }
        }
        return all.stream();
    }

    /** The base as it stands in its files, with the ConfigMap and the image's tag as kustomize would make them. */
    static Manifests ofBase() throws IOException {
        Kustomization kustomization = Kustomization.ofBase();
        List<HasMetadata> resources = new ArrayList<>();
        for (String file : kustomization.resources()) {
            resources.addAll(ManifestReader.read(Files.readString(Kustomization.BASE.resolve(file))));
        }
        for (Kustomization.Generator generator : kustomization.configMapGenerator()) {
            resources.add(generate(generator, kustomization.generatorOptions()));
        }
        Manifests base = new Manifests("files of " + Kustomization.BASE, resources);
        kustomization.images().forEach(base::tag);
        return base;
    }

    private static ConfigMap generate(Kustomization.Generator generator, Kustomization.Options options)
            throws IOException {
        ConfigMapBuilder map = new ConfigMapBuilder()
                .withNewMetadata()
                .withName(generator.name())
                .withLabels(options.labels())
                .endMetadata();
        for (String file : generator.files()) {
            map.addToData(file, Files.readString(Kustomization.BASE.resolve(file)));
        }
        return map.build();
    }

    private void tag(Kustomization.Image image) {
        pod().getContainers().stream()
                .filter(container -> container.getImage().equals(image.name()))
                .forEach(container -> container.setImage(image.name() + ":" + image.newTag()));
    }

    /** The one resource of a type. */
    <T extends HasMetadata> T the(Class<T> type) {
        List<T> found =
                resources.stream().filter(type::isInstance).map(type::cast).toList();
        assertThat(found).as("%s in %s", type.getSimpleName(), origin).hasSize(1);
        return found.get(0);
    }

    PodSpec pod() {
        return the(Deployment.class).getSpec().getTemplate().getSpec();
    }

    /** The pod's one container. */
    Container container() {
        assertThat(pod().getContainers()).as("containers in %s", origin).hasSize(1);
        return pod().getContainers().get(0);
    }

    /** The product's settings, out of the ConfigMap. */
    Properties settings() throws IOException {
        Properties settings = new Properties();
        settings.load(new StringReader(the(ConfigMap.class).getData().get("application.properties")));
        return settings;
    }

    @Override
    public String toString() {
        return origin;
    }
}
