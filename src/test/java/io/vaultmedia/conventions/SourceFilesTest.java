package io.vaultmedia.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How source files look. */
class SourceFilesTest {

    private static final Path MAIN = Path.of("src", "main", "java");
    private static final int MAX_LINES = 200;

    private static final Pattern PUBLIC_TYPE =
            Pattern.compile("\\s*public ((abstract|final|sealed|static|non-sealed) )*(class|interface|record|enum) .*");
    private static final Pattern SLEEP = Pattern.compile("\\bsleep\\(");
    private static final Pattern EXTENDED_WITH_KAFKA = Pattern.compile("@ExtendWith\\(KafkaExtension\\.class\\)");
    private static final Pattern STARTS_KAFKA = Pattern.compile(
            "EmbeddedKafka\\.start|new SecuredKafka\\(|new SandboxRun\\(|Kafka\\.open\\(|bootstrapServers\\(\\)");
    private static final Pattern GUARANTEE =
            Pattern.compile("/\\*\\*\\s(\\s\\*\\s)?(Guarantees? [1-7]|The README's |The [\\w ]+ of docs/|Checks )");
    private static final Pattern SAYS_SO = Pattern.compile("@With(Own)?Kafka");

    private static List<Path> javaFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .toList();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void classesAreShort() throws IOException {
        assertThat(javaFiles(MAIN)).allSatisfy(file -> assertThat(lines(file).size())
                .as("lines of %s: move what has a name of its own to a class of its own", file)
                .isLessThanOrEqualTo(MAX_LINES));
    }

    @Test
    void eachPublicTypeSaysWhatItIs() throws IOException {
        List<String> silent = new ArrayList<>();
        for (Path file : javaFiles(MAIN)) {
            List<String> lines = lines(file);
            for (int i = 0; i < lines.size(); i++) {
                if (PUBLIC_TYPE.matcher(lines.get(i)).matches() && !hasJavadoc(lines, i)) {
                    silent.add(file + ":" + (i + 1));
                }
            }
        }
        assertThat(silent)
                .as("public types without Javadoc: say what it is, its contract, units, thread safety")
                .isEmpty();
    }

    private static boolean hasJavadoc(List<String> lines, int type) {
        int above = type - 1;
        while (above > 0 && !lines.get(above).isBlank() && !lines.get(above).endsWith("*/")) {
            above--; // an annotation, which may have several lines
        }
        return lines.get(above).endsWith("*/");
    }

    @Test
    void eachPackageSaysWhatItIs() throws IOException {
        assertThat(javaFiles(MAIN).stream().map(Path::getParent).distinct())
                .allSatisfy(folder -> assertThat(folder.resolve("package-info.java"))
                        .as("add a package-info.java with one sentence")
                        .exists());
    }

    @Test
    void testsNeverSleep() throws IOException {
        List<Path> files = new ArrayList<>(javaFiles(Path.of("src", "test")));
        files.addAll(javaFiles(Path.of("src", "sandbox")));
        files.addAll(javaFiles(Path.of("src", "bench")));
        assertThat(files).allSatisfy(file -> assertThat(lines(file))
                .as("%s: wait for what must happen, by Awaitility or a mock endpoint's timed assertion", file)
                .noneMatch(line -> SLEEP.matcher(line).find()));
    }

    @Test
    void testsAskForKafkaInOneWay() throws IOException {
        assertThat(javaFiles(Path.of("src", "test")))
                .filteredOn(file -> !file.endsWith("WithKafka.java"))
                .allSatisfy(file -> assertThat(lines(file))
                        .as("%s: annotate it with @WithKafka, which carries the tag that Maven selects tests by", file)
                        .noneMatch(line -> EXTENDED_WITH_KAFKA.matcher(line).find()));
    }

    @Test
    void testsWithKafkaSaySo() throws IOException {
        assertThat(javaFiles(Path.of("src", "test")))
                .filteredOn(file -> file.toString().endsWith("Test.java") && !isThis(file))
                .filteredOn(file -> lines(file).stream()
                        .anyMatch(line -> STARTS_KAFKA.matcher(line).find()))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(lines(file))
                        .as(
                                "%s: annotate it with @WithKafka, or with @WithOwnKafka if it starts a broker: mvn test runs "
                                        + "without Kafka",
                                file)
                        .anyMatch(line -> SAYS_SO.matcher(line).matches()));
    }

    private static boolean isThis(Path file) {
        return file.endsWith(SourceFilesTest.class.getSimpleName() + ".java");
    }

    @Test
    void eachTestOfAGuaranteeSaysWhichOne() throws IOException {
        assertThat(javaFiles(Path.of("src", "test", "java", "io", "vaultmedia", "guarantees")))
                .filteredOn(file -> file.toString().matches(".*(Test|IT)\\.java"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(String.join("\n", lines(file)))
                        .as(
                                "%s: begin its Javadoc with the guarantee of the README that it checks, as Guarantee 2",
                                file)
                        .containsPattern(GUARANTEE));
    }
}
