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

    private static final String SETTINGS = "application.properties";

    /**
     * The files of the base, and each rendering of it by a real kubectl, so that {@code mvn verify} needs no kubectl.
     */
    static Stream<Manifests> all() throws IOException {
        return Stream.concat(Stream.of(ofBase()), rendered().filter(one -> one.origin.startsWith("base")));
    }

    /**
     * What kubectl made of the base, of all components together and of each overlay: the files of the folder that the
     * system property {@code k8s.rendered} names. {@code .ci/run} fills it. Empty without the property.
     */
    static Stream<Manifests> rendered() throws IOException {
        String folder = System.getProperty("k8s.rendered", "");
        if (folder.isEmpty()) {
            return Stream.empty();
        }
        List<Manifests> rendered = new ArrayList<>();
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            for (Path file : files.sorted().toList()) {
                rendered.add(new Manifests(file.getFileName().toString(), ManifestReader.read(Files.readString(file))));
            }
        }
        assertThat(rendered).as("renderings in %s", folder).isNotEmpty();
        return rendered.stream();
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

    /** All resources of a type. */
    <T extends HasMetadata> List<T> every(Class<T> type) {
        return resources.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** The one resource of a type. */
    <T extends HasMetadata> T the(Class<T> type) {
        List<T> found = every(type);
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

    /** The ConfigMap with the product's settings. */
    ConfigMap settingsMap() {
        List<ConfigMap> found = every(ConfigMap.class).stream()
                .filter(map -> map.getData().containsKey(SETTINGS))
                .toList();
        assertThat(found).as("ConfigMap with settings in %s", origin).hasSize(1);
        return found.get(0);
    }

    /** The product's settings, out of the ConfigMap. */
    Properties settings() throws IOException {
        Properties settings = new Properties();
        settings.load(new StringReader(settingsMap().getData().get(SETTINGS)));
        return settings;
    }

    @Override
    public String toString() {
        return origin;
    }
}
