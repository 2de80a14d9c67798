package io.vaultmedia.conventions;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** docs/embedding.md shows the applications that CI runs, and all of them. */
class EmbeddingDocTest {

    private static final Path PAGE = Path.of("docs", "embedding.md");
    private static final Path APPLICATIONS = Path.of("src", "it");
    private static final Pattern BLOCK =
            Pattern.compile("<!-- (part of )?(src/(?:it|test)/\\S+) -->\n```\\w+\n(.*?)\n```\n", Pattern.DOTALL);

    private record Snippet(boolean part, Path file, String text) {}

    private static Stream<Snippet> snippets() throws IOException {
        return BLOCK.matcher(Files.readString(PAGE))
                .results()
                .map(block -> new Snippet(block.group(1) != null, Path.of(block.group(2)), block.group(3)));
    }

    private static String version() throws IOException {
        Matcher version = Pattern.compile("<artifactId>vault-media-routes</artifactId>\\s*<version>([^<]+)<")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file).replace("@project.version@", version()).strip();
    }

    private static String unindented(String text) {
        return text.lines().map(String::strip).collect(Collectors.joining("\n"));
    }

    @ParameterizedTest
    @MethodSource("snippets")
    void showsWhatCiRuns(Snippet snippet) throws IOException {
        if (snippet.part()) {
            assertThat(unindented(text(snippet.file())))
                    .as("%s: copy the changed part of it to %s", snippet.file(), PAGE)
                    .contains(unindented(snippet.text()));
        } else {
            assertThat(snippet.text())
                    .as("%s: copy it to %s", snippet.file(), PAGE)
                    .isEqualTo(text(snippet.file()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"camel-main", "spring-boot", "quarkus"})
    void showsEachFileOfAnApplication(String application) throws IOException {
        Set<Path> shown =
                snippets().filter(snippet -> !snippet.part()).map(Snippet::file).collect(toSet());
        assertThat(files(application))
                .as("files that a newcomer needs, which %s does not show", PAGE)
                .filteredOn(file -> !file.endsWith("my-routes.camel.yaml"))
                .isNotEmpty()
                .isSubsetOf(shown);
    }

    @ParameterizedTest
    @CsvSource({"camel-main, camel-main-4.22", "spring-boot, spring-boot-4"})
    void theNewerRuntimeNeedsOnlyAnotherPom(String older, String newer) throws IOException {
        Path from = APPLICATIONS.resolve(older);
        Path to = APPLICATIONS.resolve(newer);
        for (Path file : main(older)) {
            assertThat(to.resolve(from.relativize(file)))
                    .as("%s says that only the pom differs", PAGE)
                    .hasSameTextualContentAs(file);
        }
        assertThat(main(newer)).hasSameSizeAs(main(older));
    }

    @Test
    void allApplicationsHaveTheSameRoutes() throws IOException {
        List<String> applications = applications();
        assertThat(applications).isNotEmpty().allSatisfy(application -> assertThat(
                        APPLICATIONS.resolve(application + "/src/main/resources/camel/my-routes.camel.yaml"))
                .hasSameTextualContentAs(
                        APPLICATIONS.resolve("camel-main/src/main/resources/camel/my-routes.camel.yaml")));
    }

    private static List<String> applications() throws IOException {
        try (Stream<Path> folders = Files.list(APPLICATIONS)) {
            return folders.map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static List<Path> files(String application) throws IOException {
        return Stream.concat(Stream.of(APPLICATIONS.resolve(application + "/pom.xml")), main(application).stream())
                .toList();
    }

    private static List<Path> main(String application) throws IOException {
        try (Stream<Path> files = Files.walk(APPLICATIONS.resolve(application + "/src/main"))) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
