package io.vaultmedia.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.event.StoredVariant;
import io.vaultmedia.event.Topics;
import io.vaultmedia.media.InvalidItem;
import io.vaultmedia.media.ListedItem;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.media.MediaVariant;
import io.vaultmedia.publish.PageTransaction;
import io.vaultmedia.publish.SampleLedgers;
import io.vaultmedia.publish.ShardClosedException;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.shard.OpenShards;
import io.vaultmedia.shard.Shards;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.camel.Exchange;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** {@code routes/split-page.camel.yaml}, with a real ledger that knows of nothing yet. */
class SplitPageRouteTest extends RouteTest {

    private static final Topics TOPICS = new Topics("t");

    private SampleLedgers ledger;
    private Shards shards;

    SplitPageRouteTest() {
        super("split-page");
    }

    @BeforeEach
    void start() throws Exception {
        shards = OpenShards.one(context, TOPICS);
        ledger = bindFlow(shards, TOPICS, false);
        setting("vault.variant.via", "direct:vault-publish-variant");
        loadRoute("publish-variant");
        startRoute();
    }

    private Exchange split(MediaPage page) throws Exception {
        Scan scan = ledger.begin(SampleScans.settings(ALICE), () -> true).orElseThrow();
        MediaPage taken = SampleScans.take(scan, page);
        return template.send("direct:vault-split-page", exchange -> {
            exchange.setProperty("vaultScan", scan);
            exchange.getMessage().setBody(taken);
        });
    }

    /** The topic of each record that the page would write. */
    private List<String> topics(Exchange split) {
        return OpenShards.topics(split.getMessage().getBody(PageTransaction.class));
    }

    private static MediaPage with(ListedItem entry, int position, MediaPage page) {
        List<ListedItem> items = new ArrayList<>(page.items());
        items.set(position, entry);
        return new MediaPage(items, page.nextCursor(), page.apiTime());
    }

    @Test
    void oneInvalidEntryIsADeadLetterAndTheOther99ArePublished() throws Exception {
        byte[] json = {'7'};
        ListedItem invalid = new InvalidItem(null, json, InvalidItem.Reason.WRONG_SHAPE, "the item is not an object");
        List<String> topics = topics(split(with(invalid, 41, page(100, "more"))));
        assertThat(topics)
                .as("100 records, each with its entry, and the scan's place")
                .hasSize(201);
        assertThat(Collections.frequency(topics, "t.image")).isEqualTo(99);
        assertThat(topics.get(99)).isEqualTo("t.dead-letter");
        assertThat(topics.subList(100, 201)).containsOnly("t.ledger");
    }

    @Test
    void theLastPageMovesTheWatermark() throws Exception {
        assertThat(topics(split(page(1, null)))).containsExactly("t.image", "t.ledger", "t.ledger");
    }

    @Test
    void variantsThatAreNotStoredAreLeftOut() throws Exception {
        MediaVariant pending = new MediaVariant("full", "pending", "full", "image/jpeg", 0, 0, 1, null, 2, 1, "u");
        MediaVariant unsure = new MediaVariant("thumb", "stored", "thumb", "image/jpeg", 0, 0, 1, null, 2, 1, "u");
        MediaItem item = new MediaItem("m1", "image", null, List.of(pending, unsure));
        PageTransaction written =
                split(with(item, 0, page(1, "more"))).getMessage().getBody(PageTransaction.class);
        assertThat(OpenShards.topics(written)).isEmpty();
    }

    @Test
    void whatWasCommittedIsNotPublishedAgain() throws Exception {
        ledger.commit(split(page(3, "more")).getMessage().getBody(PageTransaction.class));
        assertThat(topics(split(page(4, "even more")))).containsExactly("t.image", "t.ledger", "t.ledger");
    }

    @Test
    void thePageKeepsTheScansPropertiesAndItsOwnTransaction() throws Exception {
        Exchange split = split(page(1, "more"));
        assertThat(split.getProperty("vaultTransaction"))
                .isSameAs(split.getMessage().getBody());
        assertThat(split.getProperty("vaultScan")).isInstanceOf(Scan.class);
    }

    /** What an integrator sees: each newly stored variant is a message, before the host's steps and behind ours. */
    @Test
    void eachStepCanBeAdvisedAndShowsAVariantsJourney() throws Exception {
        AdviceWith.adviceWith(context, "vault-split-page", route -> {
            route.weaveById("vault-newly-stored").before().to("mock:stored");
            route.weaveById("vault-via").before().to("mock:new");
        });
        AdviceWith.adviceWith(context, "vault-publish-variant", route -> {
            route.weaveById("vault-json").before().to("mock:event");
            route.weaveById("vault-add-to-page").before().to("mock:record");
        });
        getMockEndpoint("mock:stored").expectedMessageCount(3);
        getMockEndpoint("mock:new").expectedMessageCount(3);
        getMockEndpoint("mock:event").expectedMessageCount(5);
        getMockEndpoint("mock:record").expectedMessageCount(5);

        ledger.commit(split(page(3, "more")).getMessage().getBody(PageTransaction.class));
        getMockEndpoint("mock:stored").reset();
        getMockEndpoint("mock:stored").expectedMessageCount(5);
        getMockEndpoint("mock:new").reset();
        getMockEndpoint("mock:new").expectedMessageCount(2);
        split(page(5, "even more"));

        MockEndpoint.assertIsSatisfied(context);
        assertThat(getMockEndpoint("mock:new").getExchanges())
                .allSatisfy(
                        exchange -> assertThat(exchange.getMessage().getBody()).isInstanceOf(StoredVariant.class))
                .allSatisfy(exchange ->
                        assertThat(exchange.getMessage().getHeaders()).isEmpty());
        assertThat(getMockEndpoint("mock:record").getExchanges())
                .allSatisfy(
                        exchange -> assertThat(exchange.getMessage().getBody()).isInstanceOf(byte[].class))
                .allSatisfy(exchange -> assertThat(exchange.getMessage().getHeader("ce_subject", String.class))
                        .endsWith("/full"));
    }

    @Test
    void aShardThatIsClosedEndsThePageWithThatReason() throws Exception {
        Scan scan = ledger.begin(SampleScans.settings(ALICE), () -> true).orElseThrow();
        OpenShards.close(shards, ALICE);
        Exchange split = template.send("direct:vault-split-page", exchange -> {
            exchange.setProperty("vaultScan", scan);
            exchange.getMessage().setBody(new MediaPage(List.of(), null, Instant.EPOCH));
        });
        assertThat(split.getException()).isInstanceOf(ShardClosedException.class);
    }
}
