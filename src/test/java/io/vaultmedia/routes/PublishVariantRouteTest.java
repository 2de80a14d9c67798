package io.vaultmedia.routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.cloudevents.CloudEvent;
import io.cloudevents.SpecVersion;
import io.cloudevents.kafka.CloudEventDeserializer;
import io.vaultmedia.api.MediaPageReader;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.event.EventMode;
import io.vaultmedia.event.StoredVariant;
import io.vaultmedia.event.Topics;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.media.MediaVariant;
import io.vaultmedia.publish.OutboundRecord;
import io.vaultmedia.publish.PageTransaction;
import io.vaultmedia.publish.SampleLedgers;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.shard.OpenShards;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code routes/publish-variant.camel.yaml}, behind split-page: the record of a variant, byte for byte. */
class PublishVariantRouteTest extends RouteTest {

    private static final Connection ALIAS = new Connection("alice", ID);

    private SampleLedgers ledger;

    PublishVariantRouteTest() {
        super("publish-variant");
    }

    @BeforeEach
    void start() throws Exception {
        Topics topics = new Topics("ofauth.vault.media");
        ledger = bindFlow(OpenShards.one(context, topics), topics, false);
        setting("vault.variant.via", "direct:vault-publish-variant");
        loadRoute("split-page");
        startRoute();
    }

    private List<ProducerRecord<byte[], byte[]>> records(Connection connection, MediaItem... items) throws Exception {
        Scan scan = ledger.begin(SampleScans.settings(connection), () -> true).orElseThrow();
        return records(scan, items);
    }

    private List<ProducerRecord<byte[], byte[]>> records(Scan scan, MediaItem... items) throws Exception {
        MediaPage page = SampleScans.take(scan, new MediaPage(List.of(items), "more", Instant.EPOCH));
        Exchange split = template.send("direct:vault-split-page", exchange -> {
            exchange.setProperty("vaultScan", scan);
            exchange.getMessage().setBody(page);
        });
        assertThat(split.getException()).isNull();
        return split.getMessage().getBody(PageTransaction.class).records().stream()
                .map(OutboundRecord::record)
                .toList();
    }

    @Test
    void writesTheContractsOwnExample() throws Exception {
        List<ProducerRecord<byte[], byte[]>> records = records(ALIAS, contractExample());

        assertThat(records).hasSize(2);
        ProducerRecord<byte[], byte[]> full = records.get(0);
        ProducerRecord<byte[], byte[]> thumb = records.get(1);
        assertThat(full.topic()).isEqualTo("ofauth.vault.media.image");
        assertThat(full.partition()).isNull();
        assertThat(full.timestamp()).isNull();
        assertThat(text(full.key())).isEqualTo("alice/4492994399");
        assertThat(text(full.value()))
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
        assertThat(text(thumb.value()))
                .isEqualTo("{\"connection\":\"alice\",\"mediaId\":\"4492994399\",\"type\":\"image\",\"duration\":null,"
                        + "\"label\":\"thumb\",\"quality\":\"thumb\",\"contentType\":\"image/jpeg\",\"sizeBytes\":32000,"
                        + "\"accessCount\":8,\"createdAt\":1715800000000,\"storedAt\":1715800100000,"
                        + "\"expiresAt\":1715886400000,\"lastAccessedAt\":1715800500000,"
                        + "\"url\":\"https://media.ofauth.com/v2/example-signed-thumbnail-url\"}");
        assertThat(headers(thumb)).containsEntry("ce_id", "alice/4492994399/thumb@1715800100000");
    }

    /** Consumers, and the steps of a host, can read a record's value as what it was written from. */
    @Test
    void isReadBackAsAStoredVariant() throws Exception {
        MediaItem item = new MediaItem("7", "video", 12.5, List.of(variant("full", "u")));

        StoredVariant read =
                new ObjectMapper().readValue(records(ALIAS, item).get(0).value(), StoredVariant.class);

        assertThat(read)
                .isEqualTo(StoredVariant.of("alice", item, item.variants().get(0)));
    }

    @ParameterizedTest
    @EnumSource
    void isReadByTheOfficialSdkOfCloudEvents(EventMode mode) throws Exception {
        ProducerRecord<byte[], byte[]> record =
                mode.of(records(ALIAS, contractExample()).get(0));

        CloudEvent event = new CloudEventDeserializer().deserialize(record.topic(), record.headers(), record.value());

        assertThat(text(record.key())).isEqualTo("alice/4492994399");
        assertThat(event.getSpecVersion()).isEqualTo(SpecVersion.V1);
        assertThat(event.getType()).isEqualTo("com.ofauth.vault.media.variant.stored.v1");
        assertThat(event.getSource()).hasToString("/vault-plus/connections/alice");
        assertThat(event.getId()).isEqualTo("alice/4492994399/full@1715800100000");
        assertThat(event.getSubject()).isEqualTo("4492994399/full");
        assertThat(event.getTime()).isEqualTo(OffsetDateTime.parse("2024-05-15T19:08:20Z"));
        assertThat(event.getDataContentType()).isEqualTo("application/json");
        assertThat(event.getExtension("foundby")).isEqualTo("backfill");
        assertThat(new ObjectMapper().readValue(event.getData().toBytes(), StoredVariant.class))
                .isEqualTo(StoredVariant.of(
                        "alice", contractExample(), contractExample().stored().get(0)));
    }

    @Test
    void saysThatAnIncrementalScanFoundIt() throws Exception {
        Scan scan = SampleScans.incremental(ALIAS, Instant.EPOCH);

        assertThat(headers(records(scan, item("image", null)).get(0))).containsEntry("ce_foundby", "incremental");
    }

    @Test
    void namesAConnectionWithoutAliasByItsId() throws Exception {
        ProducerRecord<byte[], byte[]> record =
                records(new Connection(null, "a/b%c"), item("image", null)).get(0);

        assertThat(text(record.key())).isEqualTo("a/b%c/7");
        assertThat(headers(record))
                .containsEntry("ce_source", "/vault-plus/connections/a%2Fb%25c")
                .containsEntry("ce_id", "a/b%c/7/full@5");
    }

    /** What separates id, label and time may stand in them, too. */
    @Test
    void givesEachVariantAnIdOfItsOwn() throws Exception {
        MediaItem slashInId = new MediaItem("a/b", "image", null, List.of(variant("c", "u")));
        MediaItem slashInLabel = new MediaItem("a", "image", null, List.of(variant("b/c@5%", "u")));

        List<ProducerRecord<byte[], byte[]>> records = records(ALIAS, slashInId, slashInLabel);

        assertThat(headers(records.get(0)))
                .containsEntry("ce_id", "alice/a%2Fb/c@5")
                .containsEntry("ce_subject", "a%2Fb/c");
        assertThat(headers(records.get(1))).containsEntry("ce_id", "alice/a/b%2Fc%405%25@5");
        assertThat(text(records.get(0).key())).isEqualTo("alice/a/b");
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
    void goesToTheTopicOfItsType(String type, String topic) throws Exception {
        assertThat(records(ALIAS, item(type, null)).get(0).topic()).isEqualTo("ofauth.vault.media." + topic);
    }

    @ParameterizedTest
    @CsvSource({"10,10", "12.5,12.5", "1e2,100.0", "-0.0,-0.0", "99999999999999999999,99999999999999999999"})
    void writesADurationAsANumber(String sent, String written) throws Exception {
        MediaItem read = read("{\"items\":[{\"id\":\"7\",\"type\":\"video\",\"duration\":" + sent + ",\"media\":{}}]}");
        MediaItem item = new MediaItem("7", "video", read.duration(), List.of(variant("full", "u")));

        assertThat(text(records(ALIAS, item).get(0).value())).contains("\"duration\":" + written + ",");
    }

    @Test
    void writesTextOfAnyScript() throws Exception {
        String url = "ä \"quoted\" \\ \n 😀 \u0000";
        MediaItem item = new MediaItem("7", "image", null, List.of(variant("größe 😀", url)));
        ProducerRecord<byte[], byte[]> record = records(ALIAS, item).get(0);

        JsonNode value = new ObjectMapper().readTree(record.value());
        assertThat(value.get("url").asText()).isEqualTo(url);
        assertThat(value.get("label").asText()).isEqualTo("größe 😀");
        assertThat(headers(record)).containsEntry("ce_subject", "7/größe 😀");
    }

    @Test
    void showsNeitherConnectionNorAddress() {
        MediaItem item = item("image", null);

        assertThat(StoredVariant.of("conn_secret", item, variant("full", "https://signed.example/")))
                .hasToString("StoredVariant[7/full@5]");
    }

    private static MediaItem contractExample() throws Exception {
        try (InputStream in =
                PublishVariantRouteTest.class.getResourceAsStream("/contract/vault-plus-media.openapi.yaml")) {
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

    private static MediaItem item(String type, Number duration) {
        return new MediaItem("7", type, duration, List.of(variant("full", "u")));
    }

    private static MediaVariant variant(String label, String url) {
        return new MediaVariant(label, "stored", "q", "c", 1, 2, 3, 5L, 6, 7, url);
    }

    static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        return headers;
    }

    static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }
}
