package io.vaultmedia.config;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vaultmedia.config.ConnectionEntry.Defaults;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.connection.ConnectionsSource.Reading;
import io.vaultmedia.media.MediaFilter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a connections file may say, and how it is told what it may not. */
class ConnectionsYamlTest {

    private static final MediaFilter VIDEOS = filter(Set.of("video"), Set.of());
    private static final Defaults DEFAULTS = new Defaults(Duration.ofSeconds(60), VIDEOS);

    @TempDir
    private Path folder;

    private final Map<String, String> properties = new HashMap<>();
    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = folder.resolve("connections.yaml");
        properties.put("vault.connections-file", file.toString());
    }

    @Test
    void readsWhatEachConnectionSays() throws IOException {
        List<ConnectionSettings> all = read("""
                connections:
                  - id: conn_a
                    alias: alice            # a comment
                    interval: 30s
                    paused: true
                    filter:
                      type: [image, video]
                      content-type: image/jpeg
                      labels: [full, "720", 0720]
                      duration-min: 10
                      duration-max: 120.5
                  - id: conn_b
                """);

        MediaFilter filter = new MediaFilter(
                Set.of("image", "video"),
                Set.of("image/jpeg"),
                Set.of("full", "720", "0720"),
                new BigDecimal("10"),
                new BigDecimal("120.5"));
        assertThat(all)
                .containsExactly(
                        new ConnectionSettings(new Connection("alice", "conn_a"), Duration.ofSeconds(30), filter, true),
                        DEFAULTS.of(new Connection(null, "conn_b")));
        assertThat(names(all)).containsExactly("alice", "conn_b");
    }

    @Test
    void isLenientWhereNothingElseCanBeMeant() throws IOException {
        List<ConnectionSettings> all = read("""
                - conn_a
                - bob=conn_b
                - "carol = conn_c"
                - id: dave=conn_d
                - {id: 4711, paused: "false"}
                - id: conn_f
                  filters: {contentType: "image/png, image/jpeg", durationMin: 1}
                - id: conn_g
                  filter: {content_type: [image/png], DURATION-MAX: 1}
                - id: conn_h
                  filter: {}
                """);

        assertThat(names(all)).containsExactly("conn_a", "bob", "carol", "dave", "4711", "conn_f", "conn_g", "conn_h");
        assertThat(all.subList(0, 5)).extracting(ConnectionSettings::filter).containsOnly(VIDEOS);
        assertThat(all.get(5).filter())
                .isEqualTo(new MediaFilter(
                        Set.of(), Set.of("image/png", "image/jpeg"), Set.of(), new BigDecimal("1"), null));
        assertThat(all.get(6).filter())
                .isEqualTo(new MediaFilter(Set.of(), Set.of("image/png"), Set.of(), null, new BigDecimal("1")));
        assertThat(all.get(7).filter()).isEqualTo(MediaFilter.ALL);
    }

    @Test
    void readsWhereTheKeyOfAnotherAccountIs() throws IOException {
        Path key = Files.writeString(folder.resolve("key"), "sk_secret");

        List<ConnectionSettings> all = read(
                "- {id: conn_a, api-key-file: %s}\n- id: conn_b\n  apiKeyFile: %s\n- conn_c\n".formatted(key, key));

        assertThat(all)
                .extracting(ConnectionSettings::apiKeyFile)
                .containsExactly(Optional.of(key), Optional.of(key), Optional.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk_secret", "/nowhere/sk_secret", "\"sk_secret\\0\""})
    void refusesAKeyFileWithoutAKeyAndDoesNotShowIt(String value) throws IOException {
        assertThat(refusal("- id: conn_s1;  api-key-file: " + value))
                .isEqualTo(at("2, entry 1: api-key-file must be a readable file that holds an API key, which "
                        + "must be printable ASCII without blanks"))
                .doesNotContain("sk_secret");
    }

    /** Whoever edits the list and adds the file afterwards need not edit the list again. */
    @Test
    void anEditMayNameAKeyFileThatIsNotThereYet() throws IOException {
        Files.writeString(file, "- conn_a\n");
        ConnectionsSettings settings = settings();
        settings.read();
        Files.writeString(file, "- {id: conn_a, api-key-file: /nowhere/key}\n");

        Optional<Reading> reading = settings.changed().or(settings::changed);

        assertThat(reading).hasValueSatisfying(edit -> {
            assertThat(edit.problem()).isNull();
            assertThat(edit.connections())
                    .extracting(ConnectionSettings::apiKeyFile)
                    .containsExactly(Optional.of(Path.of("/nowhere/key")));
        });
    }

    @Test
    void reusesWhatHasAnAnchor() throws IOException {
        List<ConnectionSettings> all = read("""
                connections:
                  - id: conn_a
                    filter: &full {labels: full}
                  - id: conn_b
                    filter: *full
                """);

        assertThat(all).extracting(ConnectionSettings::filter).containsOnly(filter(Set.of(), Set.of("full")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"connections: []", "[]", "---\n[]\n...\n"})
    void takesAnEmptyListForWhatItSays(String yaml) throws IOException {
        assertThat(read(yaml)).isEmpty();
    }

    @Test
    void addsToTheConnectionsOfTheOtherSetting() throws IOException {
        properties.put("vault.connections", "alice=conn_a");

        assertThat(names(read("- bob=conn_b\n"))).containsExactly("alice", "bob");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "- conn_s1;- conn_s1 | 2, entry 2: its id is given already, in vault.connections-file, %s, line 1, entry 1:",
                "- a=conn_s1;;- a=conn_s2 | 3, entry 2: the alias a is taken already, in vault.connections-file, %s, line 1",
                "- {id: conn_s1, alias: a};-;  id: conn_s2;  alias: a | 4, entry 2: the alias a is taken already, in",
                "- alias: b;  id: conn_s0 | 2, entry 1: its id is given already, in vault.connections, entry 1:",
                "- conn_s0 | 1, entry 1: its id is given already, in vault.connections, entry 1:",
                "- zoe=conn_s1 | 1, entry 1: the alias zoe is taken already, in vault.connections, entry 1:"
            })
    void refusesAConnectionThatIsGivenTwice(String yaml, String message) throws IOException {
        properties.put("vault.connections", "zoe=conn_s0");

        assertThat(refusal(yaml)).startsWith(at(message.formatted(file)));
    }

    /** {@code ;} stands for a line's end. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | 1: must be 'connections:' with a list",
                "# nothing; | 1: must be 'connections:' with a list",
                "conn_s1 | 1: must be 'connections:' with a list",
                "connections: | 1: must be 'connections:' with a list",
                ";connections: conn_s1 | 2: must be 'connections:' with a list",
                "connections:;  id: conn_s1 | 2: must be 'connections:' with a list",
                "{} | 1: must be 'connections:' with a list of connections below it, [] for none, once",
                "connections: [];connections: [] | 1: must be 'connections:' with a list of connections below it, [] for none, once",
                "connections: [];conn_s1: {} | 2: must be 'connections:' with a list of connections below it, [] for none, and nothing else",
                "[] : [] | 1: must be 'connections:' with a list of connections below it, [] for none, and nothing else",
                "- conn_s1;- id: conn_s2;   alias: b | 3: is not valid YAML",
                "- conn_s1;- id: `conn_s2; | 2: is not valid YAML",
                "- conn_s1;- *conn_s2 | 2: is not valid YAML",
                "- conn_s1;\t- conn_s2 | 2: is not valid YAML",
                "- conn_s1;---;- conn_s2 | 2: is not valid YAML",
                "- [conn_s1] | 1, entry 1: must be id, alias=id, or these fields: id,",
                "- conn_s1;- ~ | 2, entry 2: the entry must have a value",
                "-;- conn_s1 | 1, entry 1: the entry must have a value",
                "- conn_s1: {paused: true} | 1, entry 1: holds an unknown field: there are id,",
                "- id: conn_s1;  colour: red | 2, entry 1: holds an unknown field: there are id,",
                "- ? [id];  : conn_s1 | 1, entry 1: holds an unknown field",
                "- id: conn_s1;- alias: b;  paused: true | 2, entry 2: must have an id",
                "- id:;  alias: b | 1, entry 1: id must have a value: give it one, or leave it out",
                "- id: [conn_s1] | 1, entry 1: id must have a value",
                "- id: conn_s1;  id: conn_s2 | 2, entry 1: id is given twice",
                "- id: conn_s1;  filter: {};  filters: {} | 3, entry 1: filters is given twice",
                "- id: conn s1 | 1, entry 1: must be id or alias=id, the id printable ASCII",
                "- id: conn_s1,conn_s2 | 1, entry 1: must be id or alias=id, the id printable ASCII",
                "- a b=conn_s1 | 1, entry 1: an alias must be",
                "- id: conn_s1;  alias: a/b | 2, entry 1: an alias must be",
                "- alias: b;  id: a=conn_s1 | 2, entry 1: must be id or alias=id",
                "- conn_s1;;- id: conn_s2;  interval: 5x | 4, entry 2: interval 5x: must be off, or a duration such as",
                "- id: conn_s1;  interval: 99ms | 2, entry 1: interval 99ms: must be off, or a duration such as 500ms, 60s, 10m or 24h, and at least 100ms",
                "- id: conn_s1;  interval: conn_secret_s2 | 2, entry 1: interval: must be off, or a duration",
                "- id: conn_s1;  interval: '' | 2, entry 1: interval must have a value",
                "- id: conn_s1;  paused: yes | 2, entry 1: paused yes: must be true or false",
                "- id: conn_s1;  filter: | 2, entry 1: filter must hold fields: type, content-type,",
                "- id: conn_s1;  filter: image | 2, entry 1: filter must hold fields: type, content-type,",
                "- id: conn_s1;  filter:;    colour: red | 3, entry 1: holds an unknown field: there are type, content-type,",
                "- id: conn_s1;  filter:;    type: photo | 3, entry 1: type photo: must be of image, video and audio",
                "- id: conn_s1;  filter:;    type: [] | 3, entry 1: type must have a value, or a list of values",
                "- id: conn_s1;  filter:;    type:;     - image;     - [video] | 5, entry 1: type must have a value",
                "- id: conn_s1;  filter:;    labels: &a;     - *a | 3, entry 1: labels must have a value",
                "- id: conn_s1;  filter:;    content-type: jpeg | 3, entry 1: content-type jpeg: must be MIME types",
                "- id: conn_s1;  filter:;    duration-min: -1 | 3, entry 1: duration-min -1: must be a number of seconds",
                "- id: conn_s1;  filter:;    duration-max: 1;    duration-min: 2 | 3, entry 1: duration-max 1: must be at least duration-min, which is 2"
            })
    void refusesAWrongFileAndSaysWhichLine(String yaml, String message) throws IOException {
        assertThat(refusal(yaml)).startsWith(at(message)).doesNotContain("conn_s");
    }

    @Test
    void refusesWhatIsNoText() throws IOException {
        Files.writeString(file, "- conn_ä", ISO_8859_1);

        assertThat(refusal()).startsWith("vault.connections-file: " + file + ": must be YAML in UTF-8");
    }

    @Test
    void refusesListsInListsWithoutEnd() throws IOException {
        assertThat(refusal("[".repeat(1_000_000))).startsWith("vault.connections-file: " + file);
    }

    @Test
    void refusesAFileThatIsMissingOrAFolderOrTooLarge() throws IOException {
        String right = "vault.connections-file=" + file + ": must be a readable YAML file";
        assertThat(refusal()).startsWith(right);
        assertThat(refusal(" ".repeat(3 * 1024 * 1024 + 1))).startsWith(right).contains("at most 3 MB");
        Files.delete(file);
        Files.createDirectory(file);
        assertThat(refusal()).startsWith(right);
        properties.put("vault.connections-file", "a\u0000b");
        assertThat(refusal()).startsWith("vault.connections-file: must be a readable YAML file");
    }

    @Test
    void isNotNeededWhereTheOtherSettingIs() {
        properties.clear();
        assertThat(refusal()).startsWith("vault.connections is not set: ").contains("vault.connections-file");

        properties.put("vault.connections", "conn_a");
        assertThat(settings().read()).containsExactly(DEFAULTS.of(new Connection(null, "conn_a")));
        assertThat(settings().changed()).isEmpty();
    }

    private String at(String line) {
        return "vault.connections-file: " + file + ", line " + line;
    }

    private List<ConnectionSettings> read(String yaml) throws IOException {
        Files.writeString(file, yaml);
        return settings().read();
    }

    private ConnectionsSettings settings() {
        Map<String, String> defaults = Map.of("vault.poll.interval", "60s", "vault.filter.type", "video");
        return new ConnectionsSettings(
                new SettingsReader(key -> Optional.ofNullable(properties.getOrDefault(key, defaults.get(key)))),
                all -> {});
    }

    private String refusal(String lines) throws IOException {
        Files.writeString(file, lines.replace(';', '\n'));
        return refusal();
    }

    private String refusal() {
        ConfigurationException e = catchThrowableOfType(
                ConfigurationException.class, () -> settings().read());
        assertThat(e).as("refused").isNotNull();
        assertThat(e.getMessage().lines()).hasSize(1);
        return e.getMessage();
    }

    private static List<String> names(List<ConnectionSettings> all) {
        return all.stream().map(one -> one.connection().name()).toList();
    }

    private static MediaFilter filter(Set<String> types, Set<String> labels) {
        return new MediaFilter(types, Set.of(), labels, null, null);
    }
}
