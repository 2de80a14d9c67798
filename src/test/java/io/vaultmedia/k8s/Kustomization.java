package io.vaultmedia.k8s;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A {@code kustomization.yaml}, with the fields that the base uses. It is read strictly: all of these are understood by
 * kustomize 2.0, which kubectl 1.20 contains, so a field that is added here is a decision about what users need.
 */
record Kustomization(
        String apiVersion,
        String kind,
        List<String> resources,
        List<Generator> configMapGenerator,
        Options generatorOptions,
        List<Image> images) {

    static final Path BASE = Path.of("k8s", "base");

    static Kustomization ofBase() throws IOException {
        return ManifestReader.YAML.readValue(BASE.resolve("kustomization.yaml").toFile(), Kustomization.class);
    }

    /** The files that it is made of, besides itself. */
    Stream<String> files() {
        return Stream.concat(
                resources.stream(), configMapGenerator.stream().flatMap(generator -> generator.files().stream()));
    }

    record Generator(String name, List<String> files) {}

    record Options(Map<String, String> labels) {}

    record Image(String name, String newTag) {}
}
