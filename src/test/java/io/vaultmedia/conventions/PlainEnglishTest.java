package io.vaultmedia.conventions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Docs, comments and messages avoid the phrases that readers had to read twice, in favour of Kafka's and Camel's words. */
class PlainEnglishTest {

    private static final List<Turn> TURNS = List.of(
            turn("(let|lets|letting) go( of)?", "release"),
            turn("in hand", "in flight, current"),
            turn("at it(?=[,.:;)])", "name the action: is polling, is publishing"),
            turn("anew", "again; for a shard: reopen"),
            turn("whoever", "name who: the caller, the replica that"),
            turn("whatever", "name what: all pages that wait; as a condition: even if"),
            turn("(is|are|was|were) no more(?! than)", "no longer exists, is gone"),
            turn("so (many|much|long)(?! (as|that))", "name the quantity: this number of pages, this long"),
            turn("(tell|tells|telling|told) of", "report, describe"),
            turn("(can|could|to) be had", "is available; not available: fails"),
            turn("for such as", "for those that, for example"),
            turn("but for", "except"),
            turn("where there (is|are|was|were)", "if there is"),
            turn("where (none|nothing|one) (is|was|has|can)", "if none is"),
            turn("(?<=[.;:] )where (there|no|nothing|none|any|both|only)", "if"),
            turn(", for (it|they|else|elsewhere)", "because"),
            turn("(has|have) to be asked", "name who asks for what: the caller must request"),
            turn("lest", "so that … not"));

    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^ *```.*?^ *```$");
    private static final Pattern COMMENT_SIGN = Pattern.compile("(?m)^ *(\\*|//|#|>|<!--) ");

    /** A phrase, and what to write in its place. */
    private record Turn(Pattern phrase, String fix) {

        Stream<String> in(String text) {
            return phrase.matcher(text).results().map(match -> "%d: '%s': write %s"
                    .formatted(
                            text.substring(0, match.start())
                                            .chars()
                                            .filter(c -> c == '\n')
                                            .count()
                                    + 1,
                            match.group().replaceAll("\\s+", " "),
                            fix));
        }
    }

    private static Turn turn(String phrase, String fix) {
        String words = phrase.replace(" ", "\\s+").replace("(?<=[.;:]\\s+)", "(?<=[.;:]\\s)");
        return new Turn(
                Pattern.compile((phrase.startsWith(",") ? "" : "\\b") + words + "\\b", Pattern.CASE_INSENSITIVE), fix);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "README.md",
                "CONTRIBUTING.md",
                "docs",
                "k8s",
                "Dockerfile",
                "routes",
                "src/main/resources",
                "src/sandbox",
                "src/bench",
                "src/test/java/io/vaultmedia/guarantees",
                "src/main/java/io/vaultmedia"
            })
    void isPlainEnglish(String place) throws IOException {
        assertThat(Files.exists(Path.of(place))).as(place).isTrue();
        List<String> found = new ArrayList<>();
        for (Path file : prose(Path.of(place))) {
            found(Files.readString(file)).forEach(phrase -> found.add(file + ":" + phrase));
        }
        assertThat(found)
                .as("%s: write subject, active verb, object; one fact a sentence", place)
                .isEmpty();
    }

    private static List<Path> prose(Path place) throws IOException {
        try (Stream<Path> files = Files.walk(place)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*\\.(svg|png|json|lst|p12)"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void findsAPhraseThatIsWrapped() {
        assertThat(found("/**\n * Lets\n * go of the shard.\n */")).containsExactly("2: 'Lets go of': write release");
        assertThat(found("# It is. Where\n# both are left, one is reopened\n# anew."))
                .hasSize(2)
                .contains("1: 'Where both': write if", "3: 'anew': write again; for a shard: reopen");
    }

    @Test
    void leavesPastedOutputAlone() {
        assertThat(found("```\nwhatever it printed\n```\n")).isEmpty();
    }

    private static List<String> found(String text) {
        String prose = COMMENT_SIGN
                .matcher(CODE_BLOCK.matcher(text).replaceAll(block -> "\n"
                        .repeat((int) block.group().lines().count() - 1)))
                .replaceAll("");
        return TURNS.stream().flatMap(turn -> turn.in(prose)).toList();
    }
}
