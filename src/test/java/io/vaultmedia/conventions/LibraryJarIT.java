package io.vaultmedia.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** The thin jar, as Maven has just packaged it: adding it to an application starts and changes nothing. */
class LibraryJarIT {

    private static List<String> entries() throws IOException {
        try (DirectoryStream<Path> jars =
                Files.newDirectoryStream(Path.of("target", "app", "lib"), "vault-media-routes-*.jar")) {
            try (JarFile jar = new JarFile(jars.iterator().next().toFile())) {
                return jar.stream()
                        .filter(entry -> !entry.isDirectory())
                        .map(JarEntry::getName)
                        .toList();
            }
        }
    }

    @Test
    void holdsNothingThatAHostWouldTakeForItsOwn() throws IOException {
        assertThat(entries())
                .as(
                        "everything of ours stays below io/vaultmedia: Camel starts what it finds in camel/, and reads "
                                + "application.properties and log4j2.properties of the root (pom: maven-jar-plugin, default-jar)")
                .allMatch(name -> name.startsWith("io/vaultmedia/") || name.startsWith("META-INF/"))
                .noneMatch(name -> name.startsWith("META-INF/services/"))
                .noneMatch(name -> name.startsWith("io/vaultmedia/sandbox/"))
                .noneMatch(name -> name.startsWith("io/vaultmedia/bench/"));
    }

    @Test
    void holdsTheRoutesAndTheirDefaults() throws IOException {
        assertThat(entries())
                .contains("io/vaultmedia/application.properties", "io/vaultmedia/schemas/stored-variant.v1.json");
        for (RouteFile file : RouteFile.all()) {
            assertThat(entries()).contains("io/vaultmedia/routes/" + file.name() + ".camel.yaml");
        }
    }
}
