package io.vaultmedia;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.kafka.EmbeddedKafka;
import io.vaultmedia.sandbox.net.FreePort;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The packaged application, started the way an operator starts it. */
class ApplicationIT {

    private static final Duration START = Duration.ofSeconds(60);
    private static final int ITEMS = 120;

    @TempDir
    private static Path broker;

    private static EmbeddedKafka kafka;

    @TempDir
    private Path folder;

    private final Map<String, String> environment = new HashMap<>();

    @BeforeAll
    static void startKafka() {
        kafka = EmbeddedKafka.start(broker, 0);
    }

    @AfterAll
    static void stopKafka() {
        kafka.close();
    }

    @BeforeEach
    void setWhatHasNoDefault() {
        environment.put("VAULT_API_KEY", "sk_secret");
        environment.put("VAULT_CONNECTIONS", "alice=conn_alice");
        environment.put("CAMEL_COMPONENT_KAFKA_BROKERS", kafka.bootstrapServers());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "VAULT_API_KEY | '' | vault.api.key is not set: ",
                "VAULT_API_KEY | secret{{x}} | vault.api.key: ",
                "VAULT_API_KEY_FILE | /nowhere | vault.api.key-file=/nowhere: ",
                "VAULT_CONNECTIONS_FILE | /nowhere | vault.connections-file=/nowhere: must be a readable YAML file",
                "VAULT_RATE_BURST | 5 | vault.rate.burst=5: needs vault.rate.per-minute",
                "VAULT_POLL_INTERVAL | soon | vault.poll.interval=soon: must be off, or a duration",
                "VAULT_PAGE_LIMIT | 0 | vault.page.limit=0: must be a whole number from 1 to 100",
                "VAULT_PAGE_LIMIT | 101 | vault.page.limit=101: must be a whole number from 1 to 100",
                "VAULT_API_BASE_URL | http://api.ofauth.com | vault.api.base-url=http://api.ofauth.com: ",
                "VAULT_CONNECTIONS | '' | vault.connections is not set: ",
                "VAULT_API_BASE_URL | https://api.ofauth.com/v2 | vault.api.base-url=https://api.ofauth.com/v2: ",
                "VAULT_API_KEY_FILE | sk_secret | vault.api.key-file: must be a readable file",
                "VAULT_CONNECTIONS_FILE | conn_secret | vault.connections-file: must be a readable YAML file",
                "VAULT_POL_INTERVAL | secret | VAULT_POL_INTERVAL: there is no such setting; did you mean VAULT_POLL_INTERVAL?",
                "CAMEL_COMPONENT_KAFKA_BROKERS | kafka | camel.component.kafka.brokers=kafka: must be addresses host:port",
                "CAMEL_COMPONENT_KAFKA_SASL_JAAS_CONFG | secret | camel.component.kafka.sasl-jaas-confg: there is no such",
                "CAMEL_MAIN_NAM | secret | camel.main.nam: there is no such setting; did you mean camel.main.name?",
                "VAULT_CONNECTIONS | a=secret1,a=secret2 | vault.connections: entry 2: the alias a is taken",
            })
    void refusesAWrongVariableInOneLine(String name, String value, String line) throws Exception {
        if (name.equals("VAULT_API_KEY_FILE")) {
            environment.remove("VAULT_API_KEY");
        }
        environment.put(name, value);

        assertRefused(line);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vault.api.key-file=/nowhere | vault.api.key-file=/nowhere: ",
                "vault.poll.interval=60 | vault.poll.interval=60: must be off, or a duration",
                "vault.page.limit=0 | vault.page.limit=0: ",
                "vault.page.limit=101 | vault.page.limit=101: ",
                "vault.api.base-url=http://10.0.0.1 | vault.api.base-url=http://10.0.0.1: ",
                "vault.connections= | vault.connections is not set: ",
                "vault.pol.interval=secret | vault.pol.interval: there is no such setting; did you mean vault.poll.interval?",
                "camel.component.kafka.sasl-pasword=secret | camel.component.kafka.sasl-pasword: there is no such setting",
                "camel.component.https.conect-timeout=secret | camel.component.https.conect-timeout: there is no such",
                "a=C:\\users | config/application.properties: line 3: \\u must be followed by",
                "vault.connections=a=1,b=1 | vault.connections: entry 2: its id is given already",
            })
    void refusesAWrongPropertyInOneLine(String property, String line) throws Exception {
        environment.clear();
        boolean keyFile = property.startsWith("vault.api.key-file");
        configure("vault.connections=conn_alice", keyFile ? "" : "vault.api.key=sk_secret", property);

        assertRefused(line);
    }

    @Test
    void refusesAWrongConnectionsFileInOneLine() throws Exception {
        Files.writeString(folder.resolve("connections.yaml"), """
                connections:
                  - conn_secret1
                  - id: conn_secret2
                    interval: 5x
                """);
        environment.put("VAULT_CONNECTIONS_FILE", "connections.yaml");

        assertRefused(
                "vault.connections-file: connections.yaml, line 4, entry 2: interval 5x: must be off, or a duration");
    }

    @Test
    void refusesAFileWithAByteOrderMarkInOneLine() throws Exception {
        configure("\ufeffvault.page.limit=7");

        assertRefused("config/application.properties: begins with a byte-order mark: ");
    }

    @Test
    void refusesAManagementPortThatIsInUseInOneLine() throws Exception {
        try (ServerSocket other = new ServerSocket(0)) {
            environment.put("CAMEL_MANAGEMENT_PORT", Integer.toString(other.getLocalPort()));

            assertRefused("camel.management.port=" + other.getLocalPort() + ": cannot be opened on 0.0.0.0: ");
        }
    }

    @Test
    void refusesUnknownArguments() throws Exception {
        try (PackagedApplication app = PackagedApplication.start(folder, environment, "--api-key=secret")) {
            assertRefused(app, "unknown argument --api-key=…; see --help");
        }
    }

    @Test
    void takesTheVariableWhereThePropertyIsAnother() throws Exception {
        configure("vault.page.limit=7");
        environment.put("VAULT_PAGE_LIMIT", "102");

        assertRefused("vault.page.limit=102: ");
    }

    /** Camel itself looks for VAULT_PAGE_LİMİT there. */
    @Test
    void takesTheVariableInATurkishJvm() throws Exception {
        environment.put("JDK_JAVA_OPTIONS", "-Duser.language=tr -Duser.country=TR");
        environment.put("VAULT_PAGE_LIMIT", "102");

        try (PackagedApplication app = PackagedApplication.start(folder, environment)) {
            assertThat(app.exitCode(START)).isEqualTo(2);
            assertThat(app.err().get(app.err().size() - 1)).startsWith("vault-media-routes: vault.page.limit=102: ");
        }
    }

    @Test
    void publishesUntilItIsTerminated() throws Exception {
        configure("vault.page.limit=101", "camel.component.kafka.brokers=localhost:1", "vault.shards=2");
        environment.put("VAULT_PAGE_LIMIT", "50");
        environment.put("VAULT_TOPIC_PREFIX", "happy");
        try (VaultSimulator api = VaultSimulator.start()) {
            poll(api);
            try (PackagedApplication app = PackagedApplication.start(folder, environment)) {
                awaitReady(app);
                awaitPublished(app);
                assertThat(api.requests().last().get(0).query()).containsEntry("limit", "50");

                app.terminate();

                assertThat(app.exitCode(Duration.ofSeconds(30))).isIn(143, 0);
                assertThat(app.err()).isEmpty();
            }
        }
    }

    @Test
    void waitsForKafka(@TempDir Path data) throws Exception {
        int port = FreePort.any();
        environment.put("CAMEL_COMPONENT_KAFKA_BROKERS", "127.0.0.1:" + port);
        environment.put("VAULT_SHARDS", "2");
        try (VaultSimulator api = VaultSimulator.start()) {
            poll(api);
            try (PackagedApplication app = PackagedApplication.start(folder, environment)) {
                Awaitility.await().atMost(START).untilAsserted(() -> assertThat(app.get("/observe/health/ready"))
                        .contains(
                                "DOWN",
                                "Kafka at 127.0.0.1:" + port + " cannot be reached: the connection is refused"));
                assertThat(app.get("/observe/health/live")).contains("UP").doesNotContain("DOWN");
                assertThat(app.isAlive()).isTrue();
                assertThat(api.requests().count()).isZero();

                try (EmbeddedKafka late = EmbeddedKafka.start(data, port)) {
                    awaitReady(app);
                    awaitPublished(app);
                    app.terminate();
                    app.exitCode(Duration.ofSeconds(30));
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"8,delete,cleanup.policy=delete", "8,'compact,delete',cleanup.policy=", "3,compact,vault.shards=8"})
    void refusesALedgerWithWhichNoGuaranteeWouldHold(int partitions, String policy, String line) throws Exception {
        String prefix = "wrong-" + partitions + policy.replace(',', '-');
        createLedger(prefix + ".ledger", partitions, policy);
        environment.put("VAULT_TOPIC_PREFIX", prefix);
        try (VaultSimulator api = VaultSimulator.start()) {
            poll(api);
            try (PackagedApplication app = PackagedApplication.start(folder, environment)) {
                assertThat(app.exitCode(START)).isEqualTo(2);
                assertThat(app.err()).hasSize(1);
                assertThat(app.err().get(0)).startsWith("vault-media-routes: ").contains(line, prefix + ".ledger");
                assertThat(api.requests().count()).isZero();
            }
        }
    }

    private void poll(VaultSimulator api) throws IOException {
        api.vault("conn_alice").load(ITEMS, "full", "thumb");
        environment.remove("VAULT_API_KEY");
        Path key = Files.writeString(folder.resolve("key"), api.apiKey() + "\n");
        environment.put("VAULT_API_KEY_FILE", key.toString());
        environment.put("VAULT_API_BASE_URL", api.baseUrl() + "/");
        environment.put("VAULT_POLL_INTERVAL", "500ms");
    }

    private void configure(String... lines) throws IOException {
        Files.createDirectories(folder.resolve("config"));
        Files.write(folder.resolve("config/application.properties"), List.of(lines));
    }

    private void assertRefused(String line) throws Exception {
        try (PackagedApplication app = PackagedApplication.start(folder, environment)) {
            assertRefused(app, line);
        }
    }

    private static void assertRefused(PackagedApplication app, String line) throws Exception {
        assertThat(app.exitCode(START)).isEqualTo(2);
        assertThat(app.err()).hasSize(1);
        assertThat(app.err().get(0)).startsWith("vault-media-routes: " + line).doesNotContain("secret");
        assertThat(app.out()).isEmpty();
    }

    private static void awaitReady(PackagedApplication app) {
        Awaitility.await().atMost(START).untilAsserted(() -> assertThat(app.get("/observe/health/ready"))
                .contains("UP")
                .doesNotContain("DOWN"));
    }

    private static void awaitPublished(PackagedApplication app) {
        Awaitility.await().atMost(START).until(() -> published(app) == 2 * ITEMS);
    }

    private static double published(PackagedApplication app) throws Exception {
        return app.get("/observe/metrics")
                .lines()
                .filter(line -> line.startsWith("vault_variants_published_total{found_by=\"backfill\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' '))))
                .sum();
    }

    private static void createLedger(String name, int partitions, String policy) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            NewTopic topic = new NewTopic(name, partitions, (short) 1).configs(Map.of("cleanup.policy", policy));
            admin.createTopics(List.of(topic)).all().get();
        }
    }
}
