package io.vaultmedia.routes;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.event.EventHeaderFilter;
import io.vaultmedia.event.Topics;
import io.vaultmedia.ledger.KafkaMessages;
import io.vaultmedia.ledger.Ledger;
import io.vaultmedia.ledger.OpenShards;
import io.vaultmedia.ledger.PageTransaction;
import io.vaultmedia.ledger.ShardClosedException;
import io.vaultmedia.ledger.Shards;
import io.vaultmedia.media.InvalidItem;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.ops.ReportedByCaller;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.component.kafka.DefaultKafkaClientFactory;
import org.apache.camel.component.kafka.KafkaClientFactory;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code routes/publish-page.yaml}, instantiated for one lane, over a producer that keeps what it is told. */
class PublishPageRouteTest extends RouteTest {

    private static final Topics TOPICS = new Topics("t");

    private final ToldProducer producer = new ToldProducer();
    private Properties settings;
    private Shards shards;
    private Ledger ledger;

    PublishPageRouteTest() {
        super("publish-page");
    }

    @BeforeEach
    void start() throws Exception {
        setting("vault.topic.prefix", "t");
        setting("vault.group", "g");
        shards = OpenShards.one(context, TOPICS.ledger());
        ledger = ledger(shards, TOPICS);
        KafkaClientFactory factory = new DefaultKafkaClientFactory() {
            @Override
            @SuppressWarnings({"unchecked", "rawtypes"}) // The interface's own raw type.
            public Producer getProducer(Properties given) {
                settings = given;
                return producer;
            }
        };
        KafkaComponent kafka = context.getComponent("kafka", KafkaComponent.class);
        context.getRegistry().bind("vaultProducers", factory);
        kafka.getConfiguration().setBrokers("none:9092");
        context.getRegistry().bind("vaultShards", shards);
        context.getRegistry().bind("vaultKafkaMessages", new KafkaMessages(context, TOPICS.ledger()));
        context.getRegistry().bind("vaultEventHeaders", new EventHeaderFilter());
        context.getRegistry().bind("vaultReportedByCaller", new ReportedByCaller());
        startRoute();
        context.addRouteFromTemplate("publish-page-0-a", "publish-page", Map.of("lane", "0-a"));
    }

    /** A page with one new variant and one dead letter. */
    private PageTransaction page() throws Exception {
        Scan scan = ledger.begin(SampleScans.settings(ALICE), () -> true).orElseThrow();
        PageTransaction page = ledger.beginPage(scan, page(0, "more"));
        MediaItem item = item(1);
        ledger.addVariants(page, item);
        byte[] json = {'7'};
        ledger.addDeadLetter(page, new InvalidItem(null, json, InvalidItem.Reason.WRONG_SHAPE, "not an object"));
        return page;
    }

    private Exchange publish(PageTransaction page) {
        return template.send("seda:publish-page-0-a", ExchangePattern.InOut, exchange -> {
            exchange.getMessage().setBody(page);
            exchange.getMessage().setHeader("kafka.OVERRIDE_TOPIC", "evil");
            exchange.getMessage().setHeader("kafka.OVERRIDE_TIMESTAMP", 1L);
            exchange.getMessage().setHeader("x-connection-id", ID);
        });
    }

    @Test
    void onePageIsOneTransaction() throws Exception {
        assertThat(publish(page()).getException()).isNull();
        assertThat(producer.told())
                .containsExactly("init", "begin", "t.image", "t.dead-letter", "t.ledger", "t.ledger", "commit");
        assertThat(settings.getProperty("transactional.id")).isEqualTo("g-0-a");
    }

    @Test
    void aTransactionFollowsTheOther() throws Exception {
        publish(page());
        assertThat(publish(page()).getException()).isNull();
        assertThat(producer.commitCount()).isEqualTo(2);
    }

    @Test
    void recordsHaveTheirKeysTheDocumentedHeadersAndNoTimestampOfTheirOwn() throws Exception {
        publish(page());
        List<ProducerRecord<byte[], byte[]>> records = producer.history();
        assertThat(records.get(0).key()).asString(UTF_8).isEqualTo(ID + "/m1");
        assertThat(headers(records.get(0)))
                .containsExactlyInAnyOrder(
                        "ce_specversion",
                        "ce_type",
                        "ce_source",
                        "ce_id",
                        "ce_subject",
                        "ce_time",
                        "ce_foundby",
                        "content-type");
        assertThat(headers(records.get(1)))
                .containsExactlyInAnyOrder("dl_reason", "dl_detail", "dl_connection", "dl_page");
        assertThat(headers(records.get(2))).isEmpty();
        assertThat(records).allSatisfy(record -> {
            assertThat(record.timestamp()).isNull();
            assertThat(record.partition()).isEqualTo(record.topic().equals("t.ledger") ? 0 : null);
        });
    }

    private static List<String> headers(ProducerRecord<?, ?> record) {
        return Arrays.stream(record.headers().toArray())
                .map(header -> header.key())
                .toList();
    }

    @Test
    void aRecordThatKafkaRefusesEndsTheTransactionAndReachesTheCaller() throws Exception {
        producer.sendException = new RecordTooLargeException("too large");
        assertThat(publish(page()).getException()).isInstanceOf(RecordTooLargeException.class);
        assertThat(producer.told()).doesNotContain("commit");
        assertThat(producer.closed())
                .as("left for the reopened shard to settle")
                .isTrue();
    }

    @Test
    void anyOtherFailureToSendAbortsTheTransactionAndReachesTheCaller() throws Exception {
        producer.sendException = new IllegalArgumentException("no such partition");
        assertThat(publish(page()).getException()).isInstanceOf(IllegalArgumentException.class);
        assertThat(producer.told()).endsWith("abort").doesNotContain("commit");
    }

    @Test
    void aCommitThatFailsReachesTheCaller() throws Exception {
        producer.commitTransactionException = new ProducerFencedException("a newer one took over");
        assertThat(publish(page()).getException()).isInstanceOf(ProducerFencedException.class);
    }

    @Test
    void aPagePreparedAgainstAnOlderStateOfItsShardIsRefusedBeforeAnySend() throws Exception {
        PageTransaction stale = page();
        OpenShards.openAgain(shards, ALICE);
        assertThat(publish(stale).getException()).isInstanceOf(ShardClosedException.class);
        OpenShards.close(shards, ALICE);
        assertThat(publish(stale).getException()).isInstanceOf(ShardClosedException.class);
        assertThat(producer.told()).containsExactly("init");
    }
}
