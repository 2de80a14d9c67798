package io.vaultmedia.k8s;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.bench.ClassDataArchive;
import io.vaultmedia.bench.jvm.Jvm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the Dockerfile copies and moves is there once the application is packaged, and what it makes of it is of use. */
class DockerfileIT {
    private static final Path APP = Path.of("target", "app");
    private static final int MISCONFIGURED = 2;

    @TempDir
    private Path folder;

    @Test
    void packagedApplicationHasThePartsThatTheImageIsMadeOf() throws IOException {
        assertThat(APP.resolve("vault-media-routes.jar")).isRegularFile();
        try (Stream<Path> libraries = Files.list(APP.resolve("lib"))) {
            assertThat(libraries.filter(
                            library -> library.getFileName().toString().startsWith("vault-media-routes-")))
                    .hasSize(1);
        }
    }

    @Test
    void nearlyAllClassesOfAStartComeFromTheArchive() throws Exception {
        Path archive = ClassDataArchive.of(APP, folder);
        Path loaded = folder.resolve("loaded");

        // "on" refuses an archive that does not fit; without a key the application itself ends before it has begun.
        ProcessBuilder start = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:on",
                        "-XX:SharedArchiveFile=" + archive,
                        "-Xlog:class+load:file=" + loaded,
                        "-jar",
                        "vault-media-routes.jar")
                .directory(APP.toFile())
                .redirectErrorStream(true);
        Jvm.keepSettingsOut(start);
        Process started = start.start();
        String printed = new String(started.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(started.waitFor()).as(printed).isEqualTo(MISCONFIGURED);
        List<String> classes = Files.readAllLines(loaded);
        assertThat(classes.stream().filter(line -> line.contains("shared objects file")))
                .as(
                        "where it is less, src/main/app/classes.lst is out of date: CONTRIBUTING.md says how to make it anew")
                .hasSizeGreaterThan(classes.size() * 9 / 10);
    }
}
