package io.vaultmedia.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The files of components and overlays are typed Kubernetes, without a misspelt field, and none is forgotten. */
class ComponentFilesTest {

    private static final Path K8S = Path.of("k8s");
    private static final Path COMPONENTS = K8S.resolve("components");
    private static final String KUSTOMIZATION = "kustomization.yaml";

    static Stream<Path> folders() throws IOException {
        List<Path> folders;
        try (Stream<Path> components = Files.list(COMPONENTS);
                Stream<Path> overlays = Files.list(K8S.resolve("overlays"))) {
            folders = Stream.concat(components, overlays).sorted().toList();
        }
        return folders.stream();
    }

    @ParameterizedTest
    @MethodSource("folders")
    void manifestsHaveNoUnknownField(Path folder) throws IOException {
        for (Path file : files(folder)) {
            String text = Files.readString(file);
            boolean manifest = file.toString().endsWith(".yaml") && text.contains("\nkind: ");
            if (manifest && !file.endsWith(KUSTOMIZATION)) {
                assertThat(ManifestReader.read(text)).as(file.toString()).isNotEmpty();
            }
        }
    }

    @ParameterizedTest
    @MethodSource("folders")
    void everyFileIsListed(Path folder) throws IOException {
        JsonNode kustomization =
                ManifestReader.YAML.readTree(folder.resolve(KUSTOMIZATION).toFile());
        List<String> listed = kustomization.findValues("resources").stream()
                .flatMap(ComponentFilesTest::texts)
                .collect(Collectors.toList());
        kustomization.findValues("files").stream()
                .flatMap(ComponentFilesTest::texts)
                .forEach(listed::add);
        listed.addAll(kustomization.findValuesAsText("path"));

        assertThat(files(folder).stream()
                        .map(file -> file.getFileName().toString())
                        .filter(name -> !name.equals(KUSTOMIZATION)))
                .as("files of %s that its kustomization.yaml names", folder)
                .isSubsetOf(listed);
    }

    /** What takes them all together is how CI learns that they fit each other. */
    @Test
    void everyComponentIsRenderedWithAllOthers() throws IOException {
        JsonNode everything = ManifestReader.YAML.readTree(
                Path.of("src", "test", "k8s", "everything", KUSTOMIZATION).toFile());
        try (Stream<Path> components = Files.list(COMPONENTS)) {
            assertThat(texts(everything.get("components")).map(path -> path.replaceFirst("^(\\.\\./)+", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            components.map(Path::toString).toList());
        }
    }

    private static Stream<String> texts(JsonNode list) {
        return Stream.iterate(0, i -> i < list.size(), i -> i + 1)
                .map(list::get)
                .map(JsonNode::asText);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
