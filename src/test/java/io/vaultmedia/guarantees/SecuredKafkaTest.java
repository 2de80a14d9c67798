package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.net.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * The security settings of docs/operating.md: with them, every Kafka client of the product connects to a broker that
 * requires TLS and a login. The product names a wrong setting, and recovers without a restart when the broker accepts it.
 */
@WithOwnKafka
class SecuredKafkaTest {

    private static SecuredKafka kafka;

    private final String prefix = KafkaExtension.freshPrefix();

    @BeforeAll
    static void start() {
        kafka = new SecuredKafka();
    }

    @AfterAll
    static void stop() {
        kafka.close();
    }

    @Test
    void publishesWithAPassword() {
        kafka.grant(kafka.acls(SecuredKafka.PRINCIPAL, prefix));

        kafka.assertPublishes(kafka.byPassword(), prefix);
    }

    @Test
    void publishesWithACertificate() {
        kafka.grant(kafka.acls("User:CN=localhost", prefix));

        kafka.assertPublishes(kafka.byCertificate(), prefix);
    }

    @Test
    void saysThatTheBrokerIsNotTrusted() {
        Map<String, String> settings = kafka.byPassword();
        settings.keySet().removeIf(key -> key.contains("truststore"));

        kafka.assertTrouble(
                settings,
                prefix,
                "TLS with Kafka at " + kafka.bootstrapServers() + " fails: unable to find valid certification path to"
                        + " requested target; check camel.component.kafka.ssl-*");
    }

    @Test
    void saysThatATrustStoreIsMissing() {
        Map<String, String> settings = kafka.byPassword();
        settings.put("camel.component.kafka.ssl-truststore-location", "nowhere.pem");

        kafka.assertTrouble(
                settings,
                prefix,
                "TLS with Kafka at " + kafka.bootstrapServers() + " fails: NoSuchFileException: nowhere.pem; check"
                        + " camel.component.kafka.ssl-*");
    }

    @Test
    void saysThatTheLoginCannotBeReadAndRepeatsNoneOfIt() {
        Map<String, String> settings = kafka.byPassword();
        settings.computeIfPresent(
                "camel.component.kafka.sasl-jaas-config", (key, jaas) -> jaas.replace("0secret5 ", "0sec\"ret5 "));

        kafka.assertTrouble(
                settings,
                prefix,
                "the login for Kafka at " + kafka.bootstrapServers() + " cannot be read; check"
                        + " camel.component.kafka.sasl-jaas-config");
    }

    /** In a process of its own, with its settings from the environment, and at TRACE. */
    @Test
    void saysThatThePasswordIsWrongAndGoesOnOnceItIsRight() {
        String user = "late";
        kafka.setPassword(user, "0secret7");
        kafka.grant(kafka.acls("User:" + user, prefix));
        Map<String, String> environment = new HashMap<>(kafka.byEnvironment());
        environment.put("CAMEL_COMPONENT_KAFKA_SASL_USERNAME", user);
        environment.put("VAULT_LOG_LEVEL", "TRACE");
        int port = FreePort.any();
        Map<String, String> more = Map.of(
                "vault.connections",
                "alice=" + Product.ALICE,
                "camel.management.enabled",
                "true",
                "camel.management.port",
                String.valueOf(port));
        try (VaultSimulator api = SecuredKafka.apiOfAlice()) {
            Map<String, String> settings = Product.settings(api, "", prefix, more);
            settings.remove("camel.component.kafka.brokers");
            ProductProcess product = ProductProcess.start(settings, environment);
            try (product) {
                await().ignoreExceptionsInstanceOf(UncheckedIOException.class)
                        .untilAsserted(() -> assertThat(readiness(port))
                                .contains("Kafka at " + kafka.bootstrapServers() + " refuses the login: Authentication"
                                        + " failed during authentication due to invalid credentials with SASL mechanism"
                                        + " SCRAM-SHA-512; check camel.component.kafka.sasl-*"));
                kafka.setPassword(user, SecuredKafka.PASSWORD);
                kafka.published(prefix).awaitAllOf(api, "alice", Product.ALICE);
                assertThat(product.isAlive()).isTrue();
            }
            assertThat(product.log()).contains("TRACE").contains("refuses the login");
            assertThat(product.log().lines())
                    .noneMatch(
                            line -> line.contains(SecuredKafka.PASSWORD) || line.contains("ScramLoginModule required"));
        }
    }

    private static String readiness(int port) {
        try {
            URI ready = URI.create("http://127.0.0.1:" + port + "/observe/health/ready");
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException("asking for readiness", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("asking for readiness", e);
        }
    }
}
