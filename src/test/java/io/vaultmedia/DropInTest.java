package io.vaultmedia;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.guarantees.KafkaExtension;
import io.vaultmedia.guarantees.WithKafka;
import io.vaultmedia.sandbox.api.MediaType;
import io.vaultmedia.sandbox.api.VaultItem;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.component.kafka.KafkaConfiguration;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.mock.MockEndpoint;
import org.apache.camel.main.Main;
import org.apache.camel.support.PluginHelper;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The library in an application that is not ours, which has routes and settings of its own. */
@WithKafka
class DropInTest {

    private static final String ID = "conn_alice0000000000000001";

    private final String prefix = KafkaExtension.freshPrefix();
    private final Main host = new Main();

    /** What the host has already: an error handler, a route that fails, and one that reads what we publish. */
    private final class HostRoutes extends RouteBuilder {
        @Override
        public void configure() {
            errorHandler(deadLetterChannel("mock:host-errors"));
            from("direct:host").routeId("host").process(this::fail);
            fromF(
                            "kafka:%s.image?groupId=host&autoOffsetReset=earliest&metadataMaxAgeMs=500"
                                    + "&additionalProperties[isolation.level]=read_committed",
                            prefix)
                    .routeId("host-reader")
                    .to("mock:published");
        }

        private void fail(Exchange exchange) {
            throw new IllegalStateException("the host's own trouble");
        }
    }

    private CamelContext start(Properties ours) throws Exception {
        host.setDefaultPropertyPlaceholderLocation("false"); // ours, which is on the tests' class path
        host.addInitialProperty("camel.main.name", "host");
        host.addInitialProperty("camel.component.kafka.brokers", KafkaExtension.bootstrapServers());
        ours.stringPropertyNames().forEach(key -> host.addInitialProperty(key, ours.getProperty(key)));
        host.configure().addRoutesBuilder(new HostRoutes());
        host.start();
        return host.getCamelContext();
    }

    private Properties ours(VaultSimulator api) {
        Properties ours = new Properties();
        ours.setProperty("camel.main.routesIncludePattern", "classpath:io/vaultmedia/routes/*.camel.yaml");
        ours.setProperty("vault.api.base-url", api.baseUrl().toString());
        ours.setProperty("vault.api.key", api.apiKey());
        ours.setProperty("vault.connections", "alice=" + ID);
        ours.setProperty("vault.poll.interval", "200ms");
        ours.setProperty("vault.shards", "1");
        ours.setProperty("vault.group", prefix);
        ours.setProperty("vault.topic.prefix", prefix);
        return ours;
    }

    @AfterEach
    void stop() {
        host.stop();
    }

    @Test
    void publishesBesideTheHostsOwnRoutesAndLeavesThemAlone() throws Exception {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(ID).load(250, "full");
            api.faults().failNext(2, 503);
            CamelContext context = start(ours(api));
            MockEndpoint published = context.getEndpoint("mock:published", MockEndpoint.class);
            published.expectedMessageCount((int) images(api));
            published.setResultWaitTime(60_000);
            published.assertIsSatisfied();
            published.expectedMessagesMatches(e ->
                    e.getMessage().getHeader(KafkaConstants.KEY, String.class).startsWith("alice/"));
            published.assertIsSatisfied();

            MockEndpoint errors = context.getEndpoint("mock:host-errors", MockEndpoint.class);
            errors.expectedMessageCount(1);
            context.createProducerTemplate().sendBody("direct:host", "x");
            errors.assertIsSatisfied();
            assertThat(errors.getExchanges().get(0).getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class))
                    .hasMessage("the host's own trouble");
            assertThatHostIsAsItWas(context);
            host.stop();
        }
    }

    private static void assertThatHostIsAsItWas(CamelContext context) {
        assertThat(context.getName()).isEqualTo("host");
        HttpComponent http = context.getComponent("http", HttpComponent.class);
        assertThat(http.getHttpClientConfigurer()).isNull();
        assertThat(http.getConnectTimeout()).isEqualTo(new HttpComponent().getConnectTimeout());
        KafkaConfiguration kafka =
                context.getComponent("kafka", KafkaComponent.class).getConfiguration();
        assertThat(kafka.getTransactionalId()).isNull();
        assertThat(kafka.getKeySerializer()).isEqualTo(new KafkaConfiguration().getKeySerializer());
    }

    @Test
    void publishesWhereItsRoutesAreAddedToAHostThatRunsAlready() throws Exception {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(ID).load(10, "full");
            Properties ours = ours(api);
            ours.remove("camel.main.routesIncludePattern");
            CamelContext context = start(ours);
            MockEndpoint published = context.getEndpoint("mock:published", MockEndpoint.class);
            published.expectedMinimumMessageCount(1);
            published.setResultWaitTime(60_000);

            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(PluginHelper.getPackageScanResourceResolver(context)
                            .findResources("classpath:io/vaultmedia/routes/*.camel.yaml"));

            published.assertIsSatisfied();
            host.stop();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void goesOnAsBeforeAfterAPauseOfTheHostOrOfARoute(boolean wholeHost) throws Exception {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(ID).load(10, "full");
            Properties ours = ours(api);
            ours.setProperty("vault.poll.interval", "1s");
            CamelContext context = start(ours);
            MockEndpoint published = context.getEndpoint("mock:published", MockEndpoint.class);
            awaitAll(api, published);

            if (wholeHost) {
                context.suspend();
                context.resume();
            } else {
                context.getRouteController().stopRoute("vault-scan-connection");
                context.getRouteController().startRoute("vault-scan-connection");
            }
            VaultItem item = api.vault(ID).observe(MediaType.IMAGE, "full");
            api.vault(ID).store(item.id(), "full");
            awaitAll(api, published);

            long before = api.requests().count();
            long start = System.nanoTime();
            Awaitility.await().until(() -> api.requests().count() >= before + 4);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .as("four polls of a connection, one each second")
                    .isGreaterThan(Duration.ofMillis(2_500));
            host.stop();
        }
    }

    /** As an operator does by JMX: what is in hand then finds its way to the end closed. */
    @ParameterizedTest
    @ValueSource(strings = {"vault-scan-connection", "vault-fetch-ahead"})
    void publishesAllThoughARouteWasStoppedByForceMeanwhile(String route) throws Exception {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault(ID).load(250, "full");
            api.faults().hang();
            CamelContext context = start(ours(api));
            MockEndpoint published = context.getEndpoint("mock:published", MockEndpoint.class);
            Awaitility.await().until(() -> api.faults().hanging() == 1);

            context.getRouteController().stopRoute(route, 1, TimeUnit.SECONDS);
            api.faults().release();
            Awaitility.await().until(() -> context.getInflightRepository().size(route) == 0);
            context.getRouteController().startRoute(route);

            awaitAll(api, published);
            host.stop();
        }
    }

    private static void awaitAll(VaultSimulator api, MockEndpoint published) {
        Awaitility.await().atMost(Duration.ofMinutes(1)).untilAsserted(() -> assertThat(published.getReceivedCounter())
                .isEqualTo((int) images(api)));
    }

    private static long images(VaultSimulator api) {
        return api.vault(ID).items().stream()
                .filter(item -> item.type() == MediaType.IMAGE)
                .count();
    }

    @Test
    void leavesTheHostFreeToAddRoutesLaterAndToStartItsOwnAgain() throws Exception {
        try (VaultSimulator api = VaultSimulator.start()) {
            CamelContext context = start(ours(api));

            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from("direct:late").routeId("late").to("mock:late");
                }
            });
            context.getRouteController().stopRoute("host");
            context.getRouteController().startRoute("host");

            assertThat(context.getRouteController().getRouteStatus("late").isStarted())
                    .isTrue();
            assertThat(context.getRouteController().getRouteStatus("host").isStarted())
                    .isTrue();
            host.stop();
        }
    }

    @Test
    void startsNothingUnlessItsRoutesAreIncluded() throws Exception {
        CamelContext context = start(new Properties());
        assertThat(context.getRoutes().stream().map(Route::getId)).containsExactlyInAnyOrder("host", "host-reader");
        assertThat(context.getRegistry().lookupByName("vaultSchedule")).isNull();
    }
}
