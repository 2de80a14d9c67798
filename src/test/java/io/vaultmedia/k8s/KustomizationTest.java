package io.vaultmedia.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KustomizationTest {
    @Test
    void everyFileOfTheBaseIsListed() throws IOException {
        Stream<String> expected = Stream.concat(
                Stream.of("kustomization.yaml"), Kustomization.ofBase().files());

        try (Stream<Path> files = Files.list(Kustomization.BASE)) {
            assertThat(files.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(expected.toList());
        }
    }
}
