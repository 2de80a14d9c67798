package io.vaultmedia.routes;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.event.EventMode;
import io.vaultmedia.event.Topics;
import io.vaultmedia.event.VariantRecords;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.media.MediaVariant;
import io.vaultmedia.publish.ItemMessages;
import io.vaultmedia.publish.SampleLedgers;
import io.vaultmedia.publish.VariantSteps;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.SilentListener;
import io.vaultmedia.schedule.RouteThreads;
import io.vaultmedia.shard.Shards;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.IntStream;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.builder.AdviceWith;
import org.apache.camel.builder.AdviceWithRouteBuilder;
import org.apache.camel.spi.Registry;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.test.junit5.CamelTestSupport;
import org.apache.camel.test.junit5.TestExecutionConfiguration;
import org.apache.camel.util.function.ThrowingConsumer;

/** A real route file with its neighbours replaced: bind beans, add routes, then {@link #startRoute}. */
abstract class RouteTest extends CamelTestSupport {

    static final String ID = "conn_0123456789abcdef";
    static final Connection ALICE = new Connection(null, ID);

    /** Where records have the attributes of their events. */
    EventMode mode = EventMode.BINARY;

    /** True for a message an item, in place of a message a variant. */
    boolean isByItem;

    /** The topics that the steps of a host have chosen. */
    final List<String> chosen = new ArrayList<>();

    private final String name;

    RouteTest(String name) {
        this.name = name;
    }

    @Override
    public void configureTest(TestExecutionConfiguration test) {
        test.withUseAdviceWith(true);
    }

    /** Loads {@code routes/<name>.camel.yaml} as the product does, and starts the context. */
    void startRoute() throws Exception {
        loadRoute();
        context.start();
    }

    void startRoute(ThrowingConsumer<AdviceWithRouteBuilder, Exception> advice) throws Exception {
        loadRoute();
        AdviceWith.adviceWith(context, "vault-" + name, advice);
        context.start();
    }

    private void loadRoute() throws Exception {
        loadRoute(name);
    }

    void loadRoute(String name) throws Exception {
        defaults().forEach((key, value) -> {
            if (context.getPropertiesComponent().resolveProperty(key.toString()).isEmpty()) {
                setting(key.toString(), value.toString());
            }
        });
        PluginHelper.getRoutesLoader(context)
                .loadRoutes(PluginHelper.getResourceLoader(context)
                        .resolveResource("classpath:io/vaultmedia/routes/" + name + ".camel.yaml"));
    }

    private static Properties defaults() throws IOException {
        Properties defaults = new Properties();
        try (InputStream in = RouteTest.class.getResourceAsStream("/io/vaultmedia/application.properties")) {
            defaults.load(in);
        }
        defaults.keySet().removeIf(key -> !key.toString().startsWith("vault."));
        return defaults;
    }

    void setting(String key, String value) {
        context.getPropertiesComponent().addInitialProperty(key, value);
    }

    void threads(String bean, int count) {
        context.getRegistry().bind(bean, RouteThreads.of(context, "vault-" + name, count));
    }

    /** Binds what stands behind split-page and publish-variant, and loads publish-variant unless it is under test. */
    SampleLedgers bindFlow(Shards shards, Topics topics, boolean buriesFailures) {
        SampleLedgers ledger = new SampleLedgers(shards, topics, SampleScans.RULES, new SilentListener());
        VariantSteps steps = new VariantSteps(new VariantRecords(topics, mode), chosen::add, buriesFailures, true);
        Registry registry = context.getRegistry();
        registry.bind("vaultPages", ledger.pages());
        registry.bind(
                "vaultItemMessages",
                isByItem ? ItemMessages.items(ledger.pages()) : ItemMessages.variants(ledger.pages()));
        registry.bind("vaultNewlyStored", (Predicate) steps::isNewlyStored);
        registry.bind("vaultHandled", (Processor) steps::handled);
        registry.bind("vaultEventHeaders", (Processor) steps::setHeaders);
        registry.bind("vaultIsObject", (Predicate) steps::isObject);
        registry.bind("vaultAddToPage", (Processor) steps::addToPage);
        registry.bind("vaultObjectMapper", VariantRecords.json());
        return ledger;
    }

    static Scan backfill() {
        return SampleScans.backfill(ALICE);
    }

    static Scan scan(Instant from) {
        return SampleScans.incremental(ALICE, from);
    }

    /** A page of items m0, m1…, each with one stored variant. */
    static MediaPage page(int items, String nextCursor) {
        return new MediaPage(
                List.copyOf(IntStream.range(0, items).mapToObj(RouteTest::item).toList()), nextCursor, Instant.EPOCH);
    }

    static MediaItem item(int number) {
        MediaVariant full = new MediaVariant(
                "full", "stored", "full", "image/jpeg", 1, 0, 1, 1_000L + number, 2, 1, "https://signed.example/m");
        return new MediaItem("m" + number, "image", null, List.of(full));
    }
}
