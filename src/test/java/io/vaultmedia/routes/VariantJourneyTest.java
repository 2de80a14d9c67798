package io.vaultmedia.routes;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vaultmedia.event.Topics;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.publish.PageTransaction;
import io.vaultmedia.publish.PublishSteps;
import io.vaultmedia.publish.SampleLedgers;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.shard.OpenShards;
import io.vaultmedia.shard.Shards;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.micrometer.eventnotifier.MicrometerExchangeEventNotifier;
import org.apache.camel.component.micrometer.routepolicy.MicrometerRoutePolicyFactory;
import org.apache.camel.impl.DefaultDumpRoutesStrategy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A variant's way from its page to Kafka, as a host sees it that switches on Camel's own metrics, or its dump of routes. */
class VariantJourneyTest extends RouteTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Shards shards;
    private SampleLedgers ledger;

    VariantJourneyTest() {
        super("publish-page");
    }

    @BeforeEach
    void start() throws Exception {
        Topics topics = new Topics("t");
        shards = OpenShards.one(context, topics);
        ledger = bindFlow(shards, topics, false);
        threads("vaultPublishThreads", 1);
        PublishSteps steps = new PublishSteps(shards::fail);
        context.getRegistry().bind("vaultTakePages", (Processor) steps::begin);
        context.getRegistry().bind("vaultKafkaClients", Object.class, steps::clients);
        setting("vault.topic.prefix", "t");
        setting("vault.variant.via", "direct:vault-publish-variant");
        measure();
        loadRoute("split-page");
        loadRoute("publish-variant");
        startRoute();
        context.addService(shards, true);
    }

    private void measure() {
        MicrometerRoutePolicyFactory ofRoutes = new MicrometerRoutePolicyFactory();
        ofRoutes.setMeterRegistry(meters);
        context.addRoutePolicyFactory(ofRoutes);
        MicrometerExchangeEventNotifier ofEndpoints = new MicrometerExchangeEventNotifier();
        ofEndpoints.setMeterRegistry(meters);
        context.getManagementStrategy().addEventNotifier(ofEndpoints);
    }

    private void publish(MediaPage page) throws Exception {
        Scan scan = ledger.begin(SampleScans.settings(ALICE), () -> true).orElseThrow();
        MediaPage taken = SampleScans.take(scan, page);
        Exchange split = template.send("direct:vault-split-page", exchange -> {
            exchange.setProperty("vaultScan", scan);
            exchange.getMessage().setBody(taken);
        });
        PageTransaction written = split.getMessage().getBody(PageTransaction.class);
        assertThat(shards.submit(written)).isTrue();
        template.sendBody("seda:vault-publish-page", written);
        ledger.pages().settle(written);
    }

    @Test
    void camelsOwnMetricsCountItOnEachRouteAndAtTheKafkaEndpoint() throws Exception {
        publish(page(3, "more"));

        assertThat(exchanges("vault-split-page")).isEqualTo(1);
        assertThat(exchanges("vault-publish-variant")).isEqualTo(3);
        assertThat(sentTo("direct://vault-publish-variant")).isEqualTo(3);
        assertThat(sentTo("kafka://t")).as("transactions").isEqualTo(1);
    }

    private double exchanges(String route) {
        return meters.get("camel.exchanges.total")
                .tag("routeId", route)
                .counter()
                .count();
    }

    private long sentTo(String endpoint) {
        return meters.find("camel.exchange.event.notifier").tag("eventType", "ExchangeSentEvent").timers().stream()
                .filter(timer -> isOf(timer, endpoint))
                .mapToLong(timer -> timer.count())
                .sum();
    }

    private static boolean isOf(Meter meter, String endpoint) {
        return meter.getId().getTags().stream().anyMatch(tag -> tag.getValue().startsWith(endpoint));
    }

    @Test
    void theDumpOfRoutesListsEachStepInItsOrder(@TempDir Path folder) throws Exception {
        DefaultDumpRoutesStrategy dump = new DefaultDumpRoutesStrategy();
        dump.setCamelContext(context);
        dump.setLog(false);
        dump.setOutput(folder.toString());

        dump.dumpRoutes("xml");

        assertThat(route(folder, "vault-split-page"))
                .containsSubsequence(
                        "vault-split-items",
                        "vault-split-variants",
                        "vault-newly-stored",
                        "vault-via",
                        "direct:vault-publish-variant");
        assertThat(route(folder, "vault-publish-variant"))
                .containsSubsequence("vault-json", "vault-event-headers", "vault-add-to-page");
        assertThat(route(folder, "vault-publish-page"))
                .containsSubsequence("vault-take-pages", "vault-publish", "kafka:t");
    }

    /** Returns the dump of the file that has this route. */
    private static String route(Path folder, String id) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .map(VariantJourneyTest::text)
                    .filter(text -> text.contains("<route id=\"" + id + "\""))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
