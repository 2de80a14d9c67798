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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScreenTest {
    private static final Terminal FILE = Terminal.plain(StandardCharsets.UTF_8);
    private static final Terminal COLOURED = Terminal.of(true, Map.of(), StandardCharsets.UTF_8, 100);

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
                .isEqualTo("  4492994399/full           1.0 MB     2.4 s  ofauth.vault.media.image[3]@42"
                        + "     incremental");
        assertThat(table.heading().indexOf("found by")).isEqualTo(line.indexOf("incremental"));
    }

    @ParameterizedTest
    @ValueSource(ints = {40, 60, 80, 91, 92, 120, 300})
    void fitsTheTerminal(int width) {
        Terminal terminal = Terminal.of(true, Map.of("NO_COLOR", "1"), StandardCharsets.UTF_8, width);
        Screen screen = screen(terminal);
        screen.fact("Connections", "alice=conn_v5bsqkzsjfk8cgr7hqbbw09t");
        screen.command("Read along", "kcat", "-b 127.0.0.1:33763", "-t mine", "-f '%k %h\\n'");
        screen.backfill(Set.of("a"));
        screen.published(variant("live", "incremental"), false);
        screen.published(variant("live", "incremental"), true);
        screen.published(variant("a", "backfill"), false);

        assertThat(text().replace("\r\u001b[2K", "\n").split("\n"))
                .hasSizeGreaterThan(7)
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(width));
    }

    @Test
    void showsEverythingAt80Columns() {
        Terminal terminal = Terminal.of(true, Map.of("NO_COLOR", "1"), StandardCharsets.UTF_8, 80);
        VariantTable table = new VariantTable(terminal);
        PublishedVariant long10 = new PublishedVariant(
                "a",
                "video",
                "4380014052",
                "original",
                19_000_000,
                0,
                "ofauth.vault.media.video",
                2,
                1_234_567,
                "incremental");

        assertThat(table.line(long10, Instant.ofEpochMilli(200_000), false))
                .isEqualTo("  4380014052/original        19 MB 3 min 20 s  video[2]@1234567      incremental");
        assertThat(new ProgressBar(terminal, 8_000).line(8_000, Duration.ofSeconds(8)))
                .endsWith("█ 100 %  8,000 of 8,000 variants  1,000/s");
    }

    @Test
    void breaksACommandWhereAShellAllowsIt() {
        Terminal terminal = Terminal.of(true, Map.of(), StandardCharsets.UTF_8, 40);

        assertThat(terminal.wrap("  ", List.of("VAULT_API_KEY=sk_1234567890", "VAULT_GROUP=mine", "java -jar a.jar")))
                .containsExactly("  VAULT_API_KEY=sk_1234567890 \\", "  VAULT_GROUP=mine java -jar a.jar");
    }

    @Test
    void showsRepetitionsInRed() {
        String line = new VariantTable(COLOURED).line(variant("a", "sweep"), Instant.EPOCH, true);

        assertThat(line).startsWith("\u001b[31mREPEATED").endsWith("\u001b[0m");
    }

    @Test
    void usesNoColoursWhereTheyAreNotWanted() {
        assertThat(Terminal.of(true, Map.of("NO_COLOR", "1"), StandardCharsets.UTF_8, 80)
                        .colours())
                .isFalse();
        assertThat(Terminal.of(true, Map.of("NO_COLOR", ""), StandardCharsets.UTF_8, 80)
                        .colours())
                .isTrue();
        assertThat(Terminal.of(true, Map.of("TERM", "dumb"), StandardCharsets.UTF_8, 80)
                        .interactive())
                .isFalse();
        assertThat(Terminal.of(false, Map.of(), StandardCharsets.UTF_8, 80).colours())
                .isFalse();
    }

    @Test
    void drawsWithWhatTheCharsetHas() {
        assertThat(bar(StandardCharsets.US_ASCII)).contains("########........").isASCII();
        assertThat(bar(StandardCharsets.UTF_8)).contains("████░░░░");
    }

    @Test
    void sumsUp() {
        Summary summary = new Summary(Duration.ofSeconds(30), 8123, 8123, 2, 0, 0, Map.of(200, 139L, 429, 2L));

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
