package io.vaultmedia.sandbox.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.Summary;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScreenTest {
    private static final Terminal FILE = Terminal.plain(StandardCharsets.UTF_8);
    private static final Terminal COLOURED = Terminal.of(true, Map.of(), StandardCharsets.UTF_8);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Test
    void writesAFewLinesOfProgressToAFile() {
        Screen screen = screen(FILE);
        screen.backfill(Set.of("a", "b", "c", "d", "e", "f", "g", "h"));
        for (String id : List.of("a", "b", "c", "d", "e", "f", "g", "h")) {
            screen.published(variant(id, "backfill"), false);
        }

        assertThat(lines())
                .filteredOn(line -> line.contains("Backfill"))
                .hasSize(4)
                .last()
                .asString()
                .contains("100 %  8 of 8");
        assertThat(text()).doesNotContain("\u001b", "\r");
    }

    @Test
    void drawsProgressInItsPlaceOnATerminal() {
        Screen screen = screen(COLOURED);
        screen.backfill(Set.of("a", "b"));
        screen.published(variant("live", "incremental"), false);
        screen.published(variant("a", "backfill"), false);
        screen.published(variant("b", "backfill"), false);

        assertThat(lines()).filteredOn(line -> line.contains("100 %")).hasSize(1);
        assertThat(lines()).filteredOn(line -> line.contains("incremental")).hasSize(1);
        assertThat(text()).contains("\r\u001b[2K");
    }

    @Test
    void alignsVariants() {
        VariantTable table = new VariantTable(FILE);
        String line = table.line(variant("a", "incremental"), Instant.ofEpochMilli(3_400), false);

        assertThat(line)
                .isEqualTo("  image  4492994399/full           1.0 MB     2.4 s  ofauth.vault.media.image[3]@42"
                        + "     incremental");
        assertThat(table.heading().indexOf("found by")).isEqualTo(line.indexOf("incremental"));
    }

    @Test
    void showsRepetitionsInRed() {
        String line = new VariantTable(COLOURED).line(variant("a", "sweep"), Instant.EPOCH, true);

        assertThat(line).startsWith("\u001b[31m").contains("REPEATED").endsWith("\u001b[0m");
    }

    @Test
    void usesNoColoursWhereTheyAreNotWanted() {
        assertThat(Terminal.of(true, Map.of("NO_COLOR", "1"), StandardCharsets.UTF_8)
                        .colours())
                .isFalse();
        assertThat(Terminal.of(true, Map.of("NO_COLOR", ""), StandardCharsets.UTF_8)
                        .colours())
                .isTrue();
        assertThat(Terminal.of(true, Map.of("TERM", "dumb"), StandardCharsets.UTF_8)
                        .interactive())
                .isFalse();
        assertThat(Terminal.of(false, Map.of(), StandardCharsets.UTF_8).colours())
                .isFalse();
    }

    @Test
    void drawsWithWhatTheCharsetHas() {
        assertThat(bar(StandardCharsets.US_ASCII)).contains("########........").isASCII();
        assertThat(bar(StandardCharsets.UTF_8)).contains("████░░░░");
    }

    @Test
    void sumsUp() {
        Summary summary = new Summary(Duration.ofSeconds(30), 8123, 8123, 2, 0, Map.of(200, 139L, 429, 2L));

        assertThat(new SummaryText(FILE).lines(summary))
                .contains(
                        "  published       8,123",
                        "  lost                2  stored, but never published",
                        "  requests          141  200: 139, 429: 2",
                        "  Not every stored variant was published exactly once.");
    }

    private static String bar(Charset charset) {
        return new ProgressBar(Terminal.plain(charset), 10).line(5, Duration.ofSeconds(1));
    }

    private static PublishedVariant variant(String id, String foundBy) {
        return new PublishedVariant(
                id, "image", "4492994399", "full", 1_024_000, 1_000, "ofauth.vault.media.image", 3, 42, foundBy);
    }

    private Screen screen(Terminal terminal) {
        return new Screen(new PrintStream(bytes, false, StandardCharsets.UTF_8), terminal);
    }

    private List<String> lines() {
        return List.of(text().split("\n", -1));
    }

    private String text() {
        return bytes.toString(StandardCharsets.UTF_8);
    }
}
