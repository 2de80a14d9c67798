package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The README's records: the example page of the API's contract is published as its two variants, byte for byte as documented.
 */
@WithKafka
class ContractExampleTest {

    private final String prefix = KafkaExtension.freshPrefix();

    @Test
    void theExamplePageComesOutAsItsTwoVariants() throws IOException {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(Product.ALICE);
            api.vault(Product.BOB);
            api.faults(Product.ALICE).replaceNext(examplePage());
            try (Product product = Product.start(api, prefix)) {
                Awaitility.await().until(() -> api.requests().count(Product.ALICE) >= 4);
            }
        }
        List<ConsumerRecord<byte[], byte[]>> records = Published.of(prefix).variants();
        assertThat(records).hasSize(2).allSatisfy(record -> {
            assertThat(record.topic()).isEqualTo(prefix + ".image");
            assertThat(Published.text(record.key())).isEqualTo("alice/4492994399");
        });
        assertThat(Published.text(records.get(0).value()))
                .isEqualTo("{\"connection\":\"alice\",\"mediaId\":\"4492994399\",\"type\":\"image\",\"duration\":null,"
                        + "\"label\":\"full\",\"quality\":\"full\",\"contentType\":\"image/jpeg\",\"sizeBytes\":1024000,"
                        + "\"accessCount\":12,\"createdAt\":1715800000000,\"storedAt\":1715800100000,"
                        + "\"expiresAt\":1715886400000,\"lastAccessedAt\":1715800500000,"
                        + "\"url\":\"https://media.ofauth.com/v2/example-signed-media-url\"}");
        assertThat(Published.headers(records.get(0)))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_type", "com.ofauth.vault.media.variant.stored.v1",
                        "ce_source", "/vault-plus/connections/alice",
                        "ce_id", "alice/4492994399/full@1715800100000",
                        "ce_subject", "4492994399/full",
                        "ce_time", "2024-05-15T19:08:20Z",
                        "content-type", "application/json",
                        "ce_foundby", "backfill"));
        assertThat(Published.text(records.get(1).value()))
                .isEqualTo("{\"connection\":\"alice\",\"mediaId\":\"4492994399\",\"type\":\"image\",\"duration\":null,"
                        + "\"label\":\"thumb\",\"quality\":\"thumb\",\"contentType\":\"image/jpeg\",\"sizeBytes\":32000,"
                        + "\"accessCount\":8,\"createdAt\":1715800000000,\"storedAt\":1715800100000,"
                        + "\"expiresAt\":1715886400000,\"lastAccessedAt\":1715800500000,"
                        + "\"url\":\"https://media.ofauth.com/v2/example-signed-thumbnail-url\"}");
        assertThat(Published.header(records.get(1), "ce_id")).isEqualTo("alice/4492994399/thumb@1715800100000");
    }

    /** The example as the contract's file has it, but as a last page: its cursor leads nowhere here. */
    private static byte[] examplePage() throws IOException {
        try (InputStream in =
                ContractExampleTest.class.getResourceAsStream("/contract/vault-plus-media.openapi.yaml")) {
            JsonNode contract = new YAMLMapper().readTree(in);
            JsonNode example =
                    contract.at("/paths/~1v2~1vault-plus~1media/get/responses/200/content/application~1json/example");
            return new ObjectMapper().writeValueAsBytes(((ObjectNode) example.deepCopy()).without("nextCursor"));
        }
    }
}
