package io.vaultmedia.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.kafka.GroupSettings;
import io.vaultmedia.media.MediaFilter;
import io.vaultmedia.scan.StartFrom;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private final Map<String, String> properties = new HashMap<>();

    @TempDir
    private Path folder;

    @BeforeEach
    void setWhatHasNoDefault() throws IOException {
        Properties defaults = new Properties();
        try (InputStream in = Settings.class.getResourceAsStream("/io/vaultmedia/application.properties")) {
            defaults.load(in);
        }
        defaults.forEach((key, value) -> properties.put(key.toString(), value.toString()));
        properties.put("vault.api.key", "sk_secret");
        properties.put("vault.connections", "conn_alice");
    }

    @Test
    void hasTheDocumentedDefaults() {
        Settings settings = read();

        assertThat(settings.baseUrl()).isEqualTo(URI.create("https://api.ofauth.com"));
        assertThat(settings.connections().get(0).interval()).isEqualTo(Duration.ofSeconds(60));
        assertThat(settings.pace().workers()).isEqualTo(32);
        assertThat(settings.scan().pageLimit()).isEqualTo(100);
        assertThat(settings.scan().overlap()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.shards()).isEqualTo(8);
        assertThat(settings.group()).isEqualTo(new GroupSettings("vault-media-routes", Optional.empty()));
        assertThat(settings.topics().names().variants())
                .containsExactly(
                        "ofauth.vault.media.audio",
                        "ofauth.vault.media.image",
                        "ofauth.vault.media.other",
                        "ofauth.vault.media.video");
        assertThat(settings.topics().missing().create()).isTrue();
        assertThat(settings.topics().missing().replicationFactor()).isEmpty();
        assertThat(settings.pace().maxInterval()).isEmpty();
        assertThat(settings.scan().sweepInterval()).contains(Duration.ofHours(24));
        assertThat(settings.pace().sweepPagesPerMinute()).isEqualTo(240);
        assertThat(settings.scan().startFrom()).isEqualTo(StartFrom.BEGINNING);
        assertThat(settings.connections().get(0).filter()).isEqualTo(MediaFilter.ALL);
        assertThat(settings.pace().ratePerMinute()).isEmpty();
        assertThat(settings.pace().backoffMax()).isEqualTo(Duration.ofMinutes(10));
        assertThat(settings.pace().slicePages()).isEqualTo(100);
        assertThat(settings.connections())
                .containsExactly(new ConnectionSettings(
                        new Connection(null, "conn_alice"), Duration.ofSeconds(60), MediaFilter.ALL, false));
    }

    @ParameterizedTest
    @CsvSource({
        "vault.page.limit,1",
        "vault.page.limit,100",
        "vault.page.limit,' 7 '",
        "vault.poll.interval,100ms",
        "vault.poll.interval,1h30m",
        "vault.poll.interval,3650d",
        "vault.poll.interval,off",
        "vault.scan.overlap,0s",
        "vault.scan.slice-pages,1000000",
        "vault.poll.max-interval,60s",
        "vault.sweep.interval,100ms",
        "vault.sweep.interval,off",
        "vault.sweep.pages-per-minute,60000",
        "vault.rate.per-minute,1000000",
        "vault.backoff.max,1s",
        "vault.filter.type,'image, audio'",
        "vault.filter.content-type,'image/jpeg,image/svg+xml'",
        "vault.filter.labels,'full,720,Ü 1'",
        "vault.filter.duration-min,0",
        "vault.filter.duration-max,999999999.5",
        "vault.poll.workers,500",
        "vault.shards,1024",
        "vault.topic.replication-factor,3",
        "vault.topic.create,false",
        "vault.topic.prefix,a",
        "vault.topic.name,dlq.{type}",
        "vault.topic.name,all-of.{prefix}",
        "vault.topic.name,{connection}",
        "vault.topic.dead-letter,dlq.{prefix}",
        "vault.publish.url,omit",
        "vault.group,A.b_c-9"
    })
    void takesARightValue(String key, String value) {
        properties.put(key, value);

        assertThat(read()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "vault.page.limit,0,1 to 100",
        "vault.page.limit,101,1 to 100",
        "vault.page.limit,-1,1 to 100",
        "vault.page.limit,10.0,1 to 100",
        "vault.page.limit,ten,1 to 100",
        "vault.page.limit,99999999999,1 to 100",
        "vault.page.max-bytes,1023,1024 to 268435456",
        "vault.http.connect-timeout,5s,1 to 60000",
        "vault.http.response-timeout,0,1 to 60000",
        "vault.poll.workers,0,1 to 500",
        "vault.poll.workers,501,1 to 500",
        "vault.poll.interval,60,60s",
        "vault.poll.interval,soon,60s",
        "vault.poll.interval,-5s,60s",
        "vault.poll.interval,5 s,60s",
        "vault.poll.interval,99ms,at least 100ms",
        "vault.poll.interval,0s,at least 100ms",
        "vault.poll.interval,3651d,at most 3650d",
        "vault.poll.interval,200000d,at most 3650d",
        "vault.poll.interval,99999999999999999999h,at most 3650d",
        "vault.poll.interval,5124095576030431h,at most 3650d",
        "vault.poll.interval,10m1h,60s",
        "vault.connections.reload-interval,99ms,at least 100ms",
        "vault.scan.overlap,10,10m",
        "vault.scan.overlap,-1s,at least 0s",
        "vault.scan.max-pages,0,1 to",
        "vault.scan.slice-pages,0,1 to 1000000",
        "vault.scan.slice-pages,1000001,1 to 1000000",
        "vault.poll.max-interval,59s,'off, or a duration'",
        "vault.poll.max-interval,59s,at least 60s",
        "vault.poll.max-interval,OFF,'off, or a duration'",
        "vault.sweep.interval,0s,at least 100ms",
        "vault.sweep.interval,daily,'off, or a duration'",
        "vault.sweep.pages-per-minute,0,1 to 60000",
        "vault.sweep.pages-per-minute,60001,1 to 60000",
        "vault.rate.per-minute,0,1 to 1000000",
        "vault.rate.per-minute,off,1 to 1000000",
        "vault.rate.burst,0,1 to 1000000",
        "vault.rate.burst,5,vault.rate.per-minute",
        "vault.backoff.max,999ms,at least 1s",
        "vault.start-from,yesterday,2026-06-01T00:00:00Z",
        "vault.start-from,Now,'beginning, now'",
        "vault.start-from,2026-06-01T00:00:00,2026-06-01T00:00:00Z",
        "vault.start-from,2026-02-30,2026-06-01T00:00:00Z",
        "vault.start-from,1780272000000,2026-06-01T00:00:00Z",
        "vault.filter.type,photo,'image, video and audio'",
        "vault.filter.type,'image,,video','image, video and audio'",
        "vault.filter.type,'image,','image, video and audio'",
        "vault.filter.content-type,jpeg,image/jpeg",
        "vault.filter.content-type,image/jpeg;q=1,image/jpeg",
        "vault.filter.labels,'full,',full or 720",
        "vault.filter.duration-min,-1,2.5",
        "vault.filter.duration-min,10s,2.5",
        "vault.filter.duration-max,1e3,2.5",
        "vault.filter.duration-max,NaN,2.5",
        "vault.shards,0,1 to 1024",
        "vault.shards,1025,1 to 1024",
        "vault.topic.create,yes,true or false",
        "vault.topic.create,TRUE,true or false",
        "vault.api.allow-http,1,true or false",
        "vault.topic.prefix,a b,letters",
        "vault.topic.prefix,a/b,letters",
        "vault.group,ä,letters",
        "vault.topic.replication-factor,0,1 to 32767",
        "vault.topic.name,{type}/{prefix},'digits, ''.'', ''_'', ''-'' and {prefix}, {type}, {connection}'",
        "vault.topic.name,{label},{connection}",
        "vault.topic.name,.,1 to 249",
        "vault.topic.name,{prefix}.ledger,another topic",
        "vault.topic.name,{prefix}.progress,another topic",
        "vault.topic.dead-letter,{type},{prefix}",
        "vault.topic.dead-letter,{prefix}.ledger,another topic",
        "vault.publish.url,no,include or omit",
        "vault.topic.replication-factor,32768,1 to 32767"
    })
    void refusesAWrongValueAndSaysWhatWouldBeRight(String key, String value, String right) {
        properties.put(key, value);

        assertThat(refusal()).startsWith(key + "=" + value + ": ").contains(right);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-06-01T00:00:00Z,2026-06-01T00:00:00Z",
        "2026-06-01T02:00:00.5+02:00,2026-06-01T00:00:00.5Z",
        "2026-06-01T00:00Z,2026-06-01T00:00:00Z",
        "2026-06-01,2026-06-01T00:00:00Z"
    })
    void startsFromAnInstant(String value, Instant instant) {
        properties.put("vault.start-from", value);

        assertThat(read().scan().startFrom()).isEqualTo(StartFrom.at(instant));
    }

    @Test
    void startsFromNow() {
        properties.put("vault.start-from", "now");

        assertThat(read().scan().startFrom()).isEqualTo(StartFrom.NOW);
    }

    @Test
    void readsAFilter() {
        properties.put("vault.filter.type", "image, video");
        properties.put("vault.filter.content-type", "image/jpeg");
        properties.put("vault.filter.labels", "full,720");
        properties.put("vault.filter.duration-min", "2.5");
        properties.put("vault.filter.duration-max", "10");

        assertThat(read().connections().get(0).filter())
                .isEqualTo(new MediaFilter(
                        Set.of("image", "video"),
                        Set.of("image/jpeg"),
                        Set.of("full", "720"),
                        new BigDecimal("2.5"),
                        new BigDecimal("10")));
    }

    @Test
    void refusesAShortestDurationAboveTheLongest() {
        properties.put("vault.filter.duration-min", "10.5");
        properties.put("vault.filter.duration-max", "10");

        assertThat(refusal()).startsWith("vault.filter.duration-max=10: ").contains("10.5");
    }

    @ParameterizedTest
    @CsvSource({"1000,240", "100,25", "3,1"})
    void holdsASweepToAQuarterOfTheBudget(String rate, int pages) {
        properties.put("vault.rate.per-minute", rate);

        assertThat(read().pace().sweepPagesPerMinute()).isEqualTo(pages);
    }

    @Test
    void letsTheWholeBudgetGoAtOnceUnlessABurstIsGiven() {
        properties.put("vault.rate.per-minute", "30");
        assertThat(read().pace().ratePerMinute()).hasValue(30);
        assertThat(read().pace().rateBurst()).isEqualTo(30);

        properties.put("vault.rate.burst", "5");
        assertThat(read().pace().rateBurst()).isEqualTo(5);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"vault.connections", "vault.api.key", "vault.page.limit", "vault.group", "vault.topic.create"})
    void refusesAMissingValue(String key) {
        properties.put(key, " ");

        assertThat(refusal()).startsWith(key + " is not set: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://localhost:8080",
                "http://127.0.0.1",
                "http://127.1.2.3:1",
                "http://[::1]:8080",
                "https://api.ofauth.com"
            })
    void takesHttpsAndPlainHttpToThisMachine(String url) {
        properties.put("vault.api.base-url", url);

        assertThat(read().baseUrl()).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://api.ofauth.com",
                "http://10.0.0.1",
                "http://localhost.example.com",
                "http://127.0.0.1.example.invalid",
                "http://[2001:db8::1]",
                "http://0.0.0.0",
                "http://[::]"
            })
    void refusesPlainHttpToAnotherMachine(String url) {
        properties.put("vault.api.base-url", url);

        assertThat(refusal())
                .startsWith("vault.api.base-url=" + url + ": ")
                .contains("vault.api.allow-http=true")
                .contains("https");
    }

    @Test
    void takesPlainHttpToAnotherMachineIfAllowedTo() {
        properties.put("vault.api.base-url", "http://10.0.0.1/");
        properties.put("vault.api.allow-http", "true");

        assertThat(read().baseUrl()).isEqualTo(URI.create("http://10.0.0.1"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "api.ofauth.com",
                "localhost:8080",
                "ftp://x",
                "https://",
                "https:///x",
                "https://api.ofauth.com/v2",
                "https://api.ofauth.com/v2/vault-plus/media/",
                "file:///etc",
                "://",
                "a b"
            })
    void refusesWhatIsNoUrl(String url) {
        properties.put("vault.api.base-url", url);

        assertThat(refusal()).startsWith("vault.api.base-url=" + url + ": ").contains("https://api.ofauth.com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://user:secret@api.ofauth.com",
                "https://user:sec ret@api.ofauth.com",
                "https://user:secret@my_host",
                "ftp://user:secret@host",
                "http://user:secret@10.0.0.1",
                "https://api.ofauth.com?apiKey=secret",
                "https://api.ofauth.com?apiKey=secret{",
                "https://api.ofauth.com#secret"
            })
    void refusesAnUrlWithASecretAndKeepsIt(String url) {
        properties.put("vault.api.base-url", url);

        assertThat(refusal()).startsWith("vault.api.base-url: ").doesNotContain("sec");
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk secret", "sk\nsecret", "secretä", "sk\tsecret", "sk\u0000secret"})
    void refusesAKeyThatNoHeaderCanCarryAndKeepsIt(String key) {
        properties.put("vault.api.key", key);

        assertThat(refusal()).startsWith("vault.api.key: ").doesNotContain("secret");
    }

    @Test
    void takesAKeyFile() throws IOException {
        properties.remove("vault.api.key");
        properties.put(
                "vault.api.key-file",
                Files.writeString(folder.resolve("key"), "sk").toString());

        assertThat((Object) read().apiKey()).isNotNull();
    }

    @Test
    void refusesAKeyFileThatIsMissing() {
        properties.remove("vault.api.key");
        properties.put("vault.api.key-file", folder.resolve("nowhere").toString());

        assertThat(refusal())
                .startsWith("vault.api.key-file=" + folder.resolve("nowhere"))
                .contains("readable file");
    }

    @Test
    void refusesAKeyFileThatIsAFolder() {
        properties.remove("vault.api.key");
        properties.put("vault.api.key-file", folder.toString());

        assertThat(refusal()).startsWith("vault.api.key-file=" + folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "sk secret"})
    void refusesAKeyFileThatHoldsNoKey(String content) throws IOException {
        properties.remove("vault.api.key");
        properties.put(
                "vault.api.key-file",
                Files.writeString(folder.resolve("key"), content).toString());

        assertThat(refusal()).startsWith("vault.api.key-file=").doesNotContain("secret");
    }

    @Test
    void refusesAKeyFileThatNoFileSystemCanName() {
        properties.remove("vault.api.key");
        properties.put("vault.api.key-file", "a\u0000b");

        assertThat(refusal()).startsWith("vault.api.key-file: ");
    }

    /** Who mistakes one key for the other has a key, or a connection's id, where the name of a file should be. */
    @ParameterizedTest
    @CsvSource({
        "vault.api.key,vault.api.key-file,sk_live_0secret1",
        "vault.api.key,vault.api.key-file,a/secret/key==",
        "vault.connections,vault.connections-file,conn_secret",
        "vault.connections,vault.connections-file,'alice=conn_secret,bob=conn_secret2'"
    })
    void keepsASecretThatStandsInPlaceOfAFile(String right, String wrong, String value) {
        properties.remove(right);
        properties.put(wrong, value);

        assertThat(refusal()).startsWith(wrong + ": must be a readable ").doesNotContain("secret");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nowhere", "./nowhere", "../nowhere", "nowhere.yaml", "config/nowhere.yml"})
    void namesAConnectionsFileThatIsMissing(String file) {
        properties.put("vault.connections-file", file);

        assertThat(refusal()).startsWith("vault.connections-file=" + file + ": must be a readable ");
    }

    @Test
    void refusesToChooseBetweenKeyAndFile() {
        properties.put("vault.api.key-file", "key");

        assertThat(refusal())
                .startsWith("vault.api.key-file: vault.api.key is set too")
                .doesNotContain("secret");
    }

    /** Whatever a value holds, a refusal is one line. */
    @Test
    void saysItInOneLine() {
        properties.put("vault.page.limit", "1\n2\r\u2028\u001b[31m" + "3".repeat(1000));

        assertThat(refusal()).startsWith("vault.page.limit=1?2???[31m333").hasSizeLessThan(400);
    }

    @Test
    void neverShowsTheKey() {
        assertThat(read().toString()).doesNotContain("sk_secret").doesNotContain("conn_alice");
    }

    @Test
    void namesTopicsByThePattern() {
        properties.put("vault.topic.name", "media.{connection}.{type}");
        properties.put("vault.topic.dead-letter", "dlq.{prefix}");

        assertThat(read().topics().names().variantsOf("alice"))
                .containsExactly("media.alice.audio", "media.alice.image", "media.alice.other", "media.alice.video");
        assertThat(read().topics().names().deadLetter()).isEqualTo("dlq.ofauth.vault.media");
    }

    @ParameterizedTest
    @ValueSource(strings = {"conn_1/secret", "ledger=conn_secret"})
    void refusesAConnectionThatMakesNoUsableTopic(String connection) {
        properties.put("vault.topic.name", "{prefix}.{connection}");
        properties.put("vault.connections", connection);

        ConfigurationException refused = catchThrowableOfType(ConfigurationException.class, this::read);

        assertThat(refused).hasMessageStartingWith("vault.topic.name={prefix}.{connection}: the connection ");
        assertThat(refused).message().contains("needs an alias").doesNotContain("conn_");
    }

    private Settings read() {
        return Settings.read(Instance.ONLY, key -> Optional.ofNullable(properties.get(key)));
    }

    private String refusal() {
        ConfigurationException e = catchThrowableOfType(ConfigurationException.class, this::read);
        assertThat(e).isNotNull();
        assertThat(e.getMessage().lines()).hasSize(1);
        return e.getMessage();
    }
}
