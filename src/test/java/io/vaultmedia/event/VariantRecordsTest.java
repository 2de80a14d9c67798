package io.vaultmedia.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.vaultmedia.api.MediaPageReader;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaVariant;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The record is the product's public face: byte for byte. */
class VariantRecordsTest {

    private static final Connection ALICE = new Connection("alice", "conn_v5bsqkzsjfk8cgr7hqbbw09t");

    private final VariantRecords records = new VariantRecords(new Topics("ofauth.vault.media"));

    @Test
    void writesTheContractsOwnExample() throws Exception {
        MediaItem item = contractExample();

        assertThat(item.variants()).hasSize(2);
        OutboundRecord full =
                records.of(scan(ALICE, null), item, item.variants().get(0));
        OutboundRecord thumb =
                records.of(scan(ALICE, null), item, item.variants().get(1));

        assertThat(full.topic()).isEqualTo("ofauth.vault.media.image");
        assertThat(full.record().partition()).isNull();
        assertThat(full.storedAt()).isEqualTo(1715800100000L);
        assertThat(text(full.record().key())).isEqualTo("alice/4492994399");
        assertThat(text(full.record().value()))
                .isEqualTo("{\"connection\":\"alice\",\"mediaId\":\"4492994399\",\"type\":\"image\",\"duration\":null,"
                        + "\"label\":\"full\",\"quality\":\"full\",\"contentType\":\"image/jpeg\",\"sizeBytes\":1024000,"
                        + "\"accessCount\":12,\"createdAt\":1715800000000,\"storedAt\":1715800100000,"
                        + "\"expiresAt\":1715886400000,\"lastAccessedAt\":1715800500000,"
                        + "\"url\":\"https://media.ofauth.com/v2/example-signed-media-url\"}");
        assertThat(headers(full))
                .containsExactly(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_type", "com.ofauth.vault.media.variant.stored.v1"),
                        Map.entry("ce_source", "/vault-plus/connections/alice"),
                        Map.entry("ce_id", "alice/4492994399/full@1715800100000"),
                        Map.entry("ce_subject", "4492994399/full"),
                        Map.entry("ce_time", "2024-05-15T19:08:20Z"),
                        Map.entry("content-type", "application/json"),
                        Map.entry("ce_foundby", "backfill"));
        assertThat(text(thumb.record().value()))
                .isEqualTo("{\"connection\":\"alice\",\"mediaId\":\"4492994399\",\"type\":\"image\",\"duration\":null,"
                        + "\"label\":\"thumb\",\"quality\":\"thumb\",\"contentType\":\"image/jpeg\",\"sizeBytes\":32000,"
                        + "\"accessCount\":8,\"createdAt\":1715800000000,\"storedAt\":1715800100000,"
                        + "\"expiresAt\":1715886400000,\"lastAccessedAt\":1715800500000,"
                        + "\"url\":\"https://media.ofauth.com/v2/example-signed-thumbnail-url\"}");
        assertThat(headers(thumb)).containsEntry("ce_id", "alice/4492994399/thumb@1715800100000");
    }

    @Test
    void saysThatAnIncrementalScanFoundIt() {
        Scan scan = scan(ALICE, Instant.EPOCH);

        assertThat(headers(records.of(scan, item("image", null), variant("full", "u"))))
                .containsEntry("ce_foundby", "incremental");
    }

    @Test
    void namesAConnectionWithoutAliasByItsId() {
        OutboundRecord record =
                records.of(scan(new Connection(null, "a/b%c"), null), item("image", null), variant("full", "u"));

        assertThat(text(record.record().key())).isEqualTo("a/b%c/7");
        assertThat(headers(record))
                .containsEntry("ce_source", "/vault-plus/connections/a%2Fb%25c")
                .containsEntry("ce_id", "a/b%c/7/full@5");
    }

    @ParameterizedTest
    @CsvSource({
        "image,image",
        "video,video",
        "audio,audio",
        "hologram,other",
        "'',other",
        "IMAGE,other",
        "dead-letter,other",
        "ledger,other"
    })
    void goesToTheTopicOfItsType(String type, String topic) {
        OutboundRecord record = records.of(scan(ALICE, null), item(type, null), variant("full", "u"));

        assertThat(record.topic()).isEqualTo("ofauth.vault.media." + topic);
        assertThat(record.kind()).isEqualTo(topic);
    }

    @ParameterizedTest
    @CsvSource({"10,10", "12.5,12.5", "1e2,100.0", "-0.0,-0.0", "99999999999999999999,99999999999999999999"})
    void writesADurationAsANumber(String sent, String written) throws Exception {
        String value = text(records.of(
                        scan(ALICE, null),
                        read("{\"items\":[{\"id\":\"7\",\"type\":\"video\",\"duration\":" + sent + ",\"media\":{}}]}"),
                        variant("full", "u"))
                .record()
                .value());

        assertThat(value).contains("\"duration\":" + written + ",");
    }

    @Test
    void writesTextOfAnyScript() throws Exception {
        String url = "ä \"quoted\" \\ \n 😀 \u0000";
        OutboundRecord record = records.of(scan(ALICE, null), item("image", null), variant("größe 😀", url));

        JsonNode value = new ObjectMapper().readTree(record.record().value());
        assertThat(value.get("url").asText()).isEqualTo(url);
        assertThat(value.get("label").asText()).isEqualTo("größe 😀");
        assertThat(headers(record)).containsEntry("ce_subject", "7/größe 😀");
    }

    @Test
    void showsNeitherKeyNorValue() {
        assertThat(records.of(scan(ALICE, null), item("image", null), variant("full", "secret")))
                .hasToString("OutboundRecord[ofauth.vault.media.image]");
    }

    private static MediaItem contractExample() throws Exception {
        try (InputStream in = VariantRecordsTest.class.getResourceAsStream("/contract/vault-plus-media.openapi.yaml")) {
            JsonNode example = new YAMLMapper()
                    .readTree(in)
                    .at("/paths/~1v2~1vault-plus~1media/get/responses/200/content/application~1json/example");
            return read(example.toString());
        }
    }

    private static MediaItem read(String page) throws Exception {
        MediaPageReader reader = new MediaPageReader(100_000);
        return (MediaItem) reader.read(new ByteArrayInputStream(page.getBytes(UTF_8)), () -> null)
                .items()
                .get(0);
    }

    private static Scan scan(Connection connection, Instant from) {
        return from == null ? SampleScans.backfill(connection) : SampleScans.incremental(connection, from);
    }

    private static MediaItem item(String type, Number duration) {
        return new MediaItem("7", type, duration, List.of());
    }

    private static MediaVariant variant(String label, String url) {
        return new MediaVariant(label, "stored", "q", "c", 1, 2, 3, 5L, 6, 7, url);
    }

    static Map<String, String> headers(OutboundRecord record) {
        Map<String, String> headers = new LinkedHashMap<>();
        record.record().headers().forEach(header -> headers.put(header.key(), text(header.value())));
        return headers;
    }

    static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
