package io.vaultmedia.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.command.check.CheckId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code docs/operating.md} has a heading for each check, and no other below "Checks". */
class ChecksDocTest {

    @Test
    void eachCheckIsAHeadingAndEachHeadingACheck() throws IOException {
        String page = Files.readString(Path.of("docs", "operating.md"));
        String section = page.substring(page.indexOf("\n## Checks\n") + 1);
        List<String> headings = section.lines()
                .skip(1)
                .takeWhile(line -> !line.startsWith("## "))
                .filter(line -> line.startsWith("### "))
                .map(line -> line.substring(4))
                .toList();
        assertThat(headings)
                .as("headings below \"## Checks\": the labels of CheckId, in its order")
                .containsExactlyElementsOf(
                        Stream.of(CheckId.values()).map(CheckId::label).toList());
    }
}
