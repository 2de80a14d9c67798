package io.vaultmedia.routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.event.EventMode;
import io.vaultmedia.event.Schemas;
import io.vaultmedia.event.StoredItem;
import io.vaultmedia.event.Topics;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.media.MediaVariant;
import io.vaultmedia.publish.OutboundRecord;
import io.vaultmedia.publish.PageTransaction;
import io.vaultmedia.publish.SampleLedgers;
import io.vaultmedia.publish.VariantSteps;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.shard.OpenShards;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** {@code routes/split-page.camel.yaml} with {@code vault.publish.granularity=item}: a message, and a record, for each item. */
class ItemMessagesRouteTest extends RouteTest {

    private static final Connection ALIAS = new Connection("alice", ID);

    private SampleLedgers ledger;

    ItemMessagesRouteTest() {
        super("split-page");
    }

    private void start(boolean buriesFailures) throws Exception {
        Topics topics = new Topics("t");
        isByItem = true;
        ledger = bindFlow(OpenShards.one(context, topics), topics, buriesFailures);
        loadRoute("publish-variant");
        startRoute();
    }

    private Exchange split(MediaItem... items) throws Exception {
        Scan scan = ledger.begin(SampleScans.settings(ALIAS), () -> true).orElseThrow();
        MediaPage page = SampleScans.take(scan, new MediaPage(List.of(items), "more", Instant.EPOCH));
        Exchange split = template.send("direct:vault-split-page", exchange -> {
            exchange.setProperty("vaultScan", scan);
            exchange.getMessage().setBody(page);
        });
        assertThat(split.getException()).isNull();
        return split;
    }

    private static List<ProducerRecord<byte[], byte[]>> records(Exchange split) {
        return split.getMessage().getBody(PageTransaction.class).records().stream()
                .map(OutboundRecord::record)
                .toList();
    }

    private static MediaItem item(MediaVariant... variants) {
        return new MediaItem("a/b", "video", 12.5, List.of(variants));
    }

    private static MediaVariant stored(String label, long storedAt) {
        return new MediaVariant(label, "stored", "q", "c", 1, 2, 3, storedAt, 6, 7, "https://signed.example/" + label);
    }

    @Test
    void isOneRecordWithTheVariantsThatAreNewlyStored() throws Exception {
        start(false);
        MediaVariant pending = new MediaVariant("720", "pending", "q", "c", 0, 0, 1, null, 2, 1, "u");

        ProducerRecord<byte[], byte[]> record = records(split(item(stored("full", 5), pending, stored("thumb", 3))))
                .get(0);

        assertThat(record.topic()).isEqualTo("t.video");
        assertThat(new String(record.key(), UTF_8)).isEqualTo("alice/a/b");
        assertThat(new String(record.value(), UTF_8))
                .isEqualTo(
                        "{\"connection\":\"alice\",\"mediaId\":\"a/b\",\"type\":\"video\",\"duration\":12.5,\"variants\":["
                                + "{\"label\":\"thumb\",\"quality\":\"q\",\"contentType\":\"c\",\"sizeBytes\":1,\"accessCount\":2,"
                                + "\"createdAt\":3,\"storedAt\":3,\"expiresAt\":6,\"lastAccessedAt\":7,"
                                + "\"url\":\"https://signed.example/thumb\"},"
                                + "{\"label\":\"full\",\"quality\":\"q\",\"contentType\":\"c\",\"sizeBytes\":1,\"accessCount\":2,"
                                + "\"createdAt\":3,\"storedAt\":5,\"expiresAt\":6,\"lastAccessedAt\":7,"
                                + "\"url\":\"https://signed.example/full\"}]}");
        assertThat(PublishVariantRouteTest.headers(record))
                .containsExactly(
                        Map.entry("ce_specversion", "1.0"),
                        Map.entry("ce_type", "com.ofauth.vault.media.item.stored.v1"),
                        Map.entry("ce_source", "/vault-plus/connections/alice"),
                        Map.entry("ce_id", "alice/a%2Fb/thumb@3+1"),
                        Map.entry("ce_subject", "a%2Fb"),
                        Map.entry("ce_time", "1970-01-01T00:00:00.005Z"),
                        Map.entry("content-type", "application/json"),
                        Map.entry("ce_foundby", "backfill"));
        Schemas.assertValid("stored-item.v1.json", record.value());
        assertThat(new ObjectMapper()
                        .readValue(record.value(), StoredItem.class)
                        .variants())
                .hasSize(2);
    }

    @Test
    void hasOnlyWhatWasNotPublishedBefore() throws Exception {
        start(false);
        ledger.commit(split(item(stored("full", 5))).getMessage().getBody(PageTransaction.class));

        List<ProducerRecord<byte[], byte[]>> records = records(split(item(stored("full", 5), stored("thumb", 9))));
        List<ProducerRecord<byte[], byte[]>> none = records(split(item(stored("full", 5))));

        assertThat(records).hasSize(1);
        assertThat(PublishVariantRouteTest.headers(records.get(0))).containsEntry("ce_id", "alice/a%2Fb/thumb@9+0");
        assertThat(none).isEmpty();
    }

    @Test
    void isTheMessageOfAHostsSteps() throws Exception {
        setting("vault.variant.via", "mock:steps");
        start(false);
        getMockEndpoint("mock:steps").expectedMessageCount(1);

        PageTransaction page = split(item(stored("full", 5), stored("thumb", 3)), item(stored("full", 5)))
                .getMessage()
                .getBody(PageTransaction.class);

        getMockEndpoint("mock:steps").assertIsSatisfied();
        Exchange seen = getMockEndpoint("mock:steps").getExchanges().get(0);
        assertThat(seen.getMessage().getBody())
                .isInstanceOf(StoredItem.class)
                .hasToString("StoredItem[a/b [thumb@3, full@5]]");
        assertThat(seen.getProperty(VariantSteps.ITEM))
                .isSameAs(seen.getMessage().getBody());
        assertThat(page.records()).isEmpty();
        assertThat(page.entries())
                .as("both variants are handled, beside the scan's place")
                .hasSize(3);
    }

    @Test
    void isOneDeadLetterIfAStepFailsOnIt() throws Exception {
        setting("vault.variant.via", "direct:there-is-none");
        start(true);
        context.addRoutes(new org.apache.camel.builder.RouteBuilder() {
            @Override
            public void configure() {
                from("direct:there-is-none")
                        .throwException(new IllegalStateException("at https://signed.example/full"));
            }
        });

        List<ProducerRecord<byte[], byte[]>> records = records(split(item(stored("full", 5), stored("thumb", 3))));

        assertThat(records).hasSize(1);
        assertThat(PublishVariantRouteTest.headers(records.get(0)))
                .containsEntry("dl_reason", "step-failed")
                .hasEntrySatisfying("dl_detail", detail -> assertThat(detail)
                        .startsWith("media: vault.variant.via failed on a/b in ")
                        .endsWith("IllegalStateException: at ***"));
        Schemas.assertValid("stored-item.v1.json", records.get(0).value());
    }

    @Test
    void isOneJsonObjectInTheStructuredMode() throws Exception {
        mode = EventMode.STRUCTURED;
        start(false);

        ProducerRecord<byte[], byte[]> record =
                records(split(item(stored("full", 5)))).get(0);

        assertThat(new ObjectMapper()
                        .readTree(record.value())
                        .at("/data/variants/0/label")
                        .asText())
                .isEqualTo("full");
        assertThat(PublishVariantRouteTest.headers(record))
                .containsExactly(Map.entry("content-type", "application/cloudevents+json"));
    }
}
