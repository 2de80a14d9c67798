package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.api.VaultSimulator;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Guarantees 2 and 7 against a hostile API: a response cannot choose a topic, header, placeholder or host, nor end a scan
 * early.
 */
@WithKafka
class HostileApiTest {

    private static final Set<String> HEADERS = Set.of(
            "ce_specversion", "ce_type", "ce_source", "ce_id", "ce_subject", "ce_time", "ce_foundby", "content-type");

    private final String prefix = KafkaExtension.freshPrefix();

    @Test
    void responseHeadersReachNeitherRecordsNorRoutes() {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(Product.ALICE).load(250, "full");
            api.vault(Product.BOB);
            api.faults()
                    .responseHeader("kafka.OVERRIDE_TOPIC", "evil")
                    .responseHeader("CamelKafkaOverrideTopic", "evil")
                    .responseHeader("kafka.KEY", "evil")
                    .responseHeader("kafka.PARTITION_KEY", "0")
                    .responseHeader("kafka.OVERRIDE_TIMESTAMP", "1")
                    .responseHeader("CamelHttpUri", "http://127.0.0.1:1/")
                    .responseHeader("CamelHttpQuery", "limit=1")
                    .responseHeader("CamelHttpResponseCode", "503")
                    .responseHeader("Retry-After", "3600")
                    .responseHeader("X-RateLimit-Reset", "3600")
                    .responseHeader("ce_id", "evil")
                    .responseHeader("ce_evil", "evil")
                    .responseHeader("dl_evil", "evil")
                    .responseHeader("Set-Cookie", "evil=1; Path=/");
            try (Product product = Product.start(api, prefix)) {
                Published.of(prefix).awaitAllOf(api, "alice", Product.ALICE);
            }
            assertThat(api.requests().headerNames()).doesNotContain("cookie");
            assertThat(api.requests().otherMethods()).isZero();
        }
        for (ConsumerRecord<byte[], byte[]> record : Published.of(prefix).variants()) {
            assertThat(Published.headers(record).keySet()).isEqualTo(HEADERS);
            assertThat(Published.text(record.key())).startsWith("alice/");
            assertThat(record.timestamp()).isGreaterThan(1_700_000_000_000L);
        }
    }

    @Test
    void aCursorIsSentBackToTheLetterWhateverItHolds() {
        String cursor = "{{env:HOME}}${env:HOME}{{vault.api.key}}a+b&limit=1 %2B#é";
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(Product.ALICE).load(10, "full");
            api.vault(Product.BOB);
            api.faults(Product.ALICE).nextCursor(cursor);
            try (Product product = Product.start(api, prefix)) {
                Awaitility.await().until(() -> api.requests().count(Product.ALICE) >= 4);
            }
            assertThat(api.requests().last(Product.ALICE))
                    .filteredOn(request -> request.query().containsKey("cursor"))
                    .isNotEmpty()
                    .allSatisfy(request -> assertThat(request.query())
                            .containsEntry("cursor", cursor)
                            .containsEntry("limit", "100"));
        }
    }

    @Test
    void cursorsThatGoRoundInCirclesEndTheScanAndLoseNothing() {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(Product.ALICE).load(250, "full");
            api.vault(Product.BOB);
            api.faults(Product.ALICE).repeatCursor();
            try (Product product =
                    Product.start(api, KafkaExtension.bootstrapServers(), prefix, Map.of("vault.backoff.max", "1s"))) {
                Awaitility.await().until(() -> api.requests().count(Product.ALICE) >= 12);
                api.faults(Product.ALICE).clear();
                Published.of(prefix).awaitAllOf(api, "alice", Product.ALICE);
            }
        }
    }
}
