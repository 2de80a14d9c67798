package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.api.Faults;
import io.vaultmedia.sandbox.api.Vault;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Guarantee 7, quiet about secrets: no log line contains the API key, a connection id or a signed URL, not even at TRACE.
 */
@WithKafka
class SecrecyTest {

    private static final String KEY = "sk_sandbox_0secret1secret2";
    private static final String OWN_KEY = "sk_sandbox_0secret5secret6";
    private static final String OTHER_ACCOUNT = "conn_other_account_0secret7secret8";
    private static final String NO_ALIAS = "conn_no_alias_0secret3secret4";
    private static final String BODY =
            "{\"error\":\"no such connection: " + Product.ALICE + " https://media.ofauth.com/v2/x\"}";

    private final String prefix = KafkaExtension.freshPrefix();

    @TempDir
    private Path secretFiles;

    @Test
    void logsAtTraceHoldNoSecret() {
        assertQuiet(Duration.ofMinutes(2), SecrecyTest::suspendConnections, (settings, secrets) -> {
            Map<String, String> environment = new HashMap<>(Map.of("VAULT_LOG_LEVEL", "TRACE"));
            secrets.forEach(
                    (key, value) -> environment.put(key.toUpperCase(Locale.ROOT).replace('.', '_'), value));
            return ProductProcess.start(settings, environment);
        });
    }

    /** All of Camel's defaults, and all loggers at TRACE but the HTTP client's: camel-main reports what it has read. */
    @Test
    void logsOfAHostWithCamelsDefaultsHoldNoSecret(@TempDir Path folder) {
        assertQuiet(Duration.ofMinutes(1), faults -> {}, (settings, secrets) -> {
            Properties host = new Properties();
            host.putAll(settings);
            host.setProperty("camel.main.routes-include-pattern", "classpath:io/vaultmedia/routes/*.camel.yaml");
            secrets.forEach((key, value) -> host.setProperty("my." + key, value));
            secrets.keySet().forEach(key -> host.setProperty(key, "{{my." + key + "}}"));
            return ProductProcess.startHost(
                    stored(host, folder.resolve("host.properties")), "log4j2-host-trace.properties");
        });
    }

    private static Path stored(Properties properties, Path file) {
        try (Writer out = Files.newBufferedWriter(file)) {
            properties.store(out, null);
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void assertQuiet(
            Duration patience,
            Consumer<Faults> more,
            BiFunction<Map<String, String>, Map<String, String>, ProductProcess> start) {
        try (VaultSimulator api = VaultSimulator.start(0, KEY, Clock.systemUTC())) {
            api.vault(Product.ALICE).load(150, "full", "thumb");
            Vault other = api.vault(NO_ALIAS);
            other.load(20, "full");
            more.accept(api.faults());
            provokeFaults(api);
            Map<String, String> settings = Product.settings(
                    api,
                    KafkaExtension.bootstrapServers(),
                    prefix,
                    Map.of("vault.connections-file", otherAccount(api).toString()));
            Map<String, String> secrets =
                    Map.of("vault.api.key", KEY, "vault.connections", "alice=" + Product.ALICE + "," + NO_ALIAS);
            settings.keySet().removeAll(secrets.keySet());
            String log;
            try (ProductProcess product = start.apply(settings, secrets)) {
                Awaitility.await().atMost(patience).until(() -> api.faults().planned() == 0);
                Published.of(prefix).awaitAllOf(api, "alice", Product.ALICE);
                Published.of(prefix).awaitAllOf(api, "other", OTHER_ACCOUNT);
                product.close();
                log = product.log();
            }
            assertThat(log).as("a log at TRACE").contains("TRACE").contains("DEBUG");
            assertNone(log, KEY, "the API key");
            assertNone(log, OWN_KEY, "the API key of one connection");
            assertNone(log, OTHER_ACCOUNT, "the id of a connection with its own key");
            assertNone(log, Product.ALICE, "a connection id with an alias");
            assertNone(log, NO_ALIAS, "a connection id without an alias");
            assertNone(log, "https://media.ofauth.com/", "a signed address");
        }
    }

    /** Returns a connections file with a connection that has a key of its own. */
    private Path otherAccount(VaultSimulator api) {
        api.vault(OTHER_ACCOUNT).load(20, "full");
        api.ownKey(OTHER_ACCOUNT, OWN_KEY);
        try {
            Path key = Files.writeString(secretFiles.resolve("api-key"), OWN_KEY);
            return Files.writeString(
                    secretFiles.resolve("connections.yaml"),
                    "- {id: " + OTHER_ACCOUNT + ", alias: other, api-key-file: " + key + "}");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void provokeFaults(VaultSimulator api) {
        api.faults()
                .failNext(1, 500, Map.of("X-Echo", Product.ALICE), BODY)
                .truncateNext(1)
                .htmlNext(1)
                .redirectNext(1, "http://127.0.0.1:1/?connection=" + Product.ALICE)
                .replaceNext(BODY.getBytes(StandardCharsets.UTF_8));
    }

    /** Each of these puts a connection off for half a minute. */
    private static void suspendConnections(Faults faults) {
        faults.failNext(1, 400, Map.of("X-Echo", Product.ALICE), BODY).failNext(1, 401, Map.of(), BODY);
    }

    private static void assertNone(String log, String secret, String what) {
        List<String> lines =
                log.lines().filter(line -> line.contains(secret)).limit(10).toList();
        assertThat(lines).as("log lines with %s", what).isEmpty();
    }
}
