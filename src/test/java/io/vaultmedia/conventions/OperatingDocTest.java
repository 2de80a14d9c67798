package io.vaultmedia.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.api.ApiException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code docs/operating.md} has a row for each outcome, and says what is really done. */
class OperatingDocTest {

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
