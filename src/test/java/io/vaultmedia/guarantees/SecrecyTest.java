package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.api.Vault;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 7, quiet about secrets: no log line contains the API key, a connection id or a signed URL, not even at TRACE.
 */
@WithKafka
class SecrecyTest {

    private static final String KEY = "sk_sandbox_0secret1secret2";
    private static final String NO_ALIAS = "conn_no_alias_0secret3secret4";

    private final String prefix = KafkaExtension.freshPrefix();

    @Test
    void logsAtTraceHoldNoSecret() {
        try (VaultSimulator api = VaultSimulator.start(0, KEY, Clock.systemUTC())) {
            api.vault(Product.ALICE).load(150, "full", "thumb");
            Vault other = api.vault(NO_ALIAS);
            other.load(20, "full");
            provokeFaults(api);
            Map<String, String> settings = Product.settings(
                    api,
                    KafkaExtension.bootstrapServers(),
                    prefix,
                    Map.of("vault.connections", "alice=" + Product.ALICE + "," + NO_ALIAS));
            settings.remove("vault.api.key");
            settings.remove("vault.connections");
            String log;
            try (ProductProcess product = ProductProcess.start(
                    settings,
                    Map.of(
                            "VAULT_LOG_LEVEL",
                            "TRACE",
                            "VAULT_API_KEY",
                            KEY,
                            "VAULT_CONNECTIONS",
                            "alice=" + Product.ALICE + "," + NO_ALIAS))) {
                // Two of the faults put a connection off for half a minute each.
                Awaitility.await()
                        .atMost(Duration.ofMinutes(2))
                        .until(() -> api.faults().planned() == 0);
                Published.of(prefix).awaitAllOf(api, "alice", Product.ALICE);
                product.close();
                log = product.log();
            }
            assertThat(log).as("a log at TRACE").contains("TRACE").contains("DEBUG");
            assertNone(log, KEY, "the API key");
            assertNone(log, Product.ALICE, "a connection id with an alias");
            assertNone(log, NO_ALIAS, "a connection id without an alias");
            assertNone(log, "https://media.ofauth.com/", "a signed address");
        }
    }

    private static void provokeFaults(VaultSimulator api) {
        String body = "{\"error\":\"no such connection: " + Product.ALICE + " https://media.ofauth.com/v2/x\"}";
        api.faults()
                .failNext(1, 400, Map.of("X-Echo", Product.ALICE), body)
                .failNext(1, 401, Map.of(), body)
                .failNext(1, 500, Map.of(), body)
                .truncateNext(1)
                .htmlNext(1)
                .redirectNext(1, "http://127.0.0.1:1/?connection=" + Product.ALICE)
                .replaceNext(body.getBytes(StandardCharsets.UTF_8));
    }

    private static void assertNone(String log, String secret, String what) {
        List<String> lines =
                log.lines().filter(line -> line.contains(secret)).limit(10).toList();
        assertThat(lines).as("log lines with %s", what).isEmpty();
    }
}
