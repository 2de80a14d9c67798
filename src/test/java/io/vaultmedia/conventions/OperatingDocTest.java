package io.vaultmedia.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.api.ApiException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/operating.md} has a row for each outcome, and says what is really done. */
class OperatingDocTest {

    /** Longer text is a paragraph: nobody reads it in a column. */
    @Test
    void noCellOfATableIsLong() throws IOException {
        try (Stream<Path> pages = Files.walk(Path.of("docs"))) {
            assertThat(Stream.concat(pages, Stream.of(Path.of("README.md"), Path.of("k8s/README.md")))
                            .filter(page -> page.toString().endsWith(".md"))
                            .flatMap(OperatingDocTest::cells))
                    .isNotEmpty()
                    .allSatisfy(cell -> assertThat(cell).hasSizeLessThan(400));
        }
    }

    private static Stream<String> cells(Path page) {
        try {
            return Files.readAllLines(page).stream()
                    .filter(line -> line.startsWith("|"))
                    .flatMap(line -> Stream.of(line.split("\\|", -1)));
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + page, e);
        }
    }

    @ParameterizedTest
    @EnumSource
    void tellsEachOutcomeAndWhatIsDone(ApiException.Kind kind) throws IOException {
        String remedy = new ApiException(kind, "")
                .remedy()
                .name()
                .toLowerCase(Locale.ROOT)
                .replace('_', ' ');
        List<String> rows = Files.readAllLines(Path.of("docs", "operating.md")).stream()
                .filter(line -> line.startsWith("|") && line.contains("| `" + kind.label() + "` |"))
                .toList();
        assertThat(rows)
                .as("rows of docs/operating.md: write what happens, the outcome `%s`, what is done", kind.label())
                .singleElement()
                .asString()
                .contains("| `" + kind.label() + "` | " + remedy);
    }
}
