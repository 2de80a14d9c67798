package io.vaultmedia.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the Dockerfile copies and moves is there once the application is packaged. */
class DockerfileIT {
    private static final Path APP = Path.of("target", "app");

    @Test
    void packagedApplicationHasThePartsThatTheImageIsMadeOf() throws IOException {
        assertThat(APP.resolve("vault-media-routes.jar")).isRegularFile();
        try (Stream<Path> libraries = Files.list(APP.resolve("lib"))) {
            assertThat(libraries.filter(
                            library -> library.getFileName().toString().startsWith("vault-media-routes-")))
                    .hasSize(1);
        }
    }
}
