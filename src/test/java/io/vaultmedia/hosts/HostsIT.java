package io.vaultmedia.hosts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vaultmedia.guarantees.Published;
import io.vaultmedia.guarantees.kafka.EmbeddedBroker;
import io.vaultmedia.sandbox.api.MediaType;
import io.vaultmedia.sandbox.api.VaultItem;
import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.chaos.JavaProcess;
import io.vaultmedia.sandbox.kafka.EmbeddedKafka;
import io.vaultmedia.sandbox.net.FreePort;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The applications of other teams that use the built jar, each on its own runtime, with a broker and a simulated API. They
 * enrich each variant, read what is published, and have a route that fails.
 */
class HostsIT {

    private static final String ID = "conn_alice0000000000000001";
    private static final Pattern READ = Pattern.compile("read (alice/\\S+)");

    private static final String PREFIX = "ofauth.vault.media";

    private static final String[] HEADERS = {
        "ce_specversion",
        "ce_type",
        "ce_source",
        "ce_id",
        "ce_subject",
        "ce_time",
        "ce_foundby",
        "content-type",
        "tenant"
    };

    private final Map<String, String> environment = new HashMap<>();
    private final String port = Integer.toString(FreePort.any());
    private EmbeddedKafka kafka;
    private VaultSimulator api;

    @BeforeEach
    void startApiAndBroker() {
        kafka = EmbeddedKafka.start(EmbeddedBroker.freshFolder(), 0);
        api = VaultSimulator.start();
        api.vault(ID).load(250, "full", "thumb");
        environment.putAll(Map.of(
                "KAFKA_BROKERS",
                kafka.bootstrapServers(),
                "SERVER_PORT",
                port,
                "QUARKUS_HTTP_PORT",
                port,
                "VAULT_API_BASE_URL",
                api.baseUrl().toString(),
                "VAULT_API_KEY",
                api.apiKey(),
                "VAULT_CONNECTIONS",
                "alice=" + ID,
                "VAULT_POLL_INTERVAL",
                "1s"));
    }

    @AfterEach
    void stopApiAndBroker() {
        api.close();
        kafka.close();
    }

    @ParameterizedTest
    @EnumSource
    void publishesEachVariantOnceWithTheHostsOwnStep(Host host) throws IOException {
        Published published = new Published(kafka.bootstrapServers(), PREFIX);
        try (JavaProcess application = host.start(environment)) {
            published.awaitAllOf(api, "alice", ID);
            VaultItem item = api.vault(ID).observe(MediaType.IMAGE, "full");
            api.vault(ID).store(item.id(), "full");
            published.awaitAllOf(api, "alice", ID);
            assertThat(published.variants()).allSatisfy(HostsIT::requireHeaders);

            await().untilAsserted(() -> assertThat(read(application))
                    .as("what the host's own route reads of our topic")
                    .containsExactlyInAnyOrderElementsOf(images(published)));
            assertThat(application.log())
                    .as("the host's own failing route")
                    .contains("my own failure")
                    .doesNotContain(api.apiKey(), ID, "https://media.ofauth.com");
            if (host.health().isPresent()) {
                assertThat(get(host.health().get()))
                        .containsPattern("\"vault-shards\"[^{}]{1,40}\"UP\"")
                        .containsPattern("\"vault-connections\"[^{}]{1,40}\"UP\"");
            }
            assertThat(application.terminate()).isLessThan(Duration.ofSeconds(20));
        }
    }

    @ParameterizedTest
    @EnumSource
    void endsWithOneSentenceAboutAWrongSetting(Host host) throws IOException {
        environment.put("VAULT_PAGE_LIMIT", "101");
        try (JavaProcess application = host.start(environment)) {
            assertThat(application.exitCode()).as("exit code").isNotZero();
            assertThat(application.log()).contains("vault.page.limit=101: must be a whole number from 1 to 100");
        }
        assertThat(api.requests().count()).isZero();
    }

    /** Names and values byte for byte, whatever version of Camel writes them, and the header that the host's own step sets. */
    private static void requireHeaders(ConsumerRecord<byte[], byte[]> record) {
        assertThat(record.headers()).extracting(Header::key).containsExactlyInAnyOrder(HEADERS);
        String media = Published.text(record.key()).replace("alice/", "");
        JsonNode value = Published.value(record);
        String subject = media + "/" + value.path("label").asText();
        long storedAt = value.path("storedAt").asLong();
        assertThat(Published.header(record, "ce_specversion")).isEqualTo("1.0");
        assertThat(Published.header(record, "ce_type")).isEqualTo("com.ofauth.vault.media.variant.stored.v1");
        assertThat(Published.header(record, "ce_source")).isEqualTo("/vault-plus/connections/alice");
        assertThat(Published.header(record, "ce_id")).isEqualTo("alice/" + subject + "@" + storedAt);
        assertThat(Published.header(record, "ce_subject")).isEqualTo(subject);
        assertThat(Published.header(record, "ce_time"))
                .isEqualTo(Instant.ofEpochMilli(storedAt).toString());
        assertThat(Published.header(record, "content-type")).isEqualTo("application/json");
        assertThat(Published.header(record, "tenant")).isEqualTo("acme");
    }

    private String get(String path) throws IOException {
        URI url = URI.create("http://127.0.0.1:" + port + path);
        try (InputStream answer = url.toURL().openStream()) {
            return new String(answer.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<String> read(JavaProcess application) {
        return READ.matcher(application.log())
                .results()
                .map(MatchResult::group)
                .map(line -> line.replaceFirst("read ", ""))
                .toList();
    }

    private static List<String> images(Published published) {
        return published.variants().stream()
                .filter(record -> record.topic().equals(PREFIX + ".image"))
                .map(record -> Published.header(record, "ce_id"))
                .toList();
    }
}
