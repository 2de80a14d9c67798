package io.vaultmedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vaultmedia.guarantees.KafkaExtension;
import io.vaultmedia.guarantees.Published;
import io.vaultmedia.guarantees.WithKafka;
import io.vaultmedia.ops.VaultControl;
import io.vaultmedia.sandbox.api.MediaType;
import io.vaultmedia.sandbox.api.VaultItem;
import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.sandbox.kafka.EmbeddedKafka;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Properties;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.main.Main;
import org.apache.camel.spi.RouteController;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two instances of the routes in one Camel context that is not ours, each with an API key and a topic prefix of its own. */
@WithKafka
class InstancesTest {

    private static final String IN_EU = "conn_europe000000000000001";
    private static final String IN_US = "conn_america00000000000001";

    private static final String ROUTES =
            "classpath:io/vaultmedia/routes/*.camel.yaml,classpath:embedding/my-us-steps.camel.yaml";

    private final String eu = KafkaExtension.freshPrefix();
    private final String us = KafkaExtension.freshPrefix();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Main host = new Main();
    private VaultSimulator api;

    @BeforeEach
    void configure() throws IOException {
        api = VaultSimulator.start();
        api.ownKey(IN_EU, "sk_eu");
        api.ownKey(IN_US, "sk_us");
        api.vault(IN_EU).load(10, "full");
        api.vault(IN_US).load(20, "full");
        host.setDefaultPropertyPlaceholderLocation("false"); // ours, which is on the tests' class path
        set("camel.component.kafka.brokers", KafkaExtension.bootstrapServers());
        set("camel.main.routesIncludePattern", ROUTES);
        documented("instances.properties");
        set("vault.api.base-url", api.baseUrl().toString());
        set("vault.poll.interval", "200ms");
        set("vault.shards", "1");
        set("vault.eu.api.key", "sk_eu");
        set("vault.eu.connections", "europe=" + IN_EU);
        set("vault.eu.group", eu);
        set("vault.eu.topic.prefix", eu);
        set("vault.us.api.key", "sk_us");
        set("vault.us.connections", "america=" + IN_US);
        set("vault.us.group", us);
        set("vault.us.topic.prefix", us);
        host.bind("meters", meters);
    }

    private void set(String key, String value) {
        host.addInitialProperty(key, value);
    }

    /** What docs/embedding.md shows. What follows sets the names and secrets of this test. */
    private void documented(String file) throws IOException {
        Properties properties = new Properties();
        try (InputStream in = InstancesTest.class.getResourceAsStream("/embedding/" + file)) {
            properties.load(in);
        }
        properties.stringPropertyNames().forEach(key -> set(key, properties.getProperty(key)));
    }

    @AfterEach
    void stop() {
        host.stop();
        api.close();
    }

    private CamelContext start() throws Exception {
        host.start();
        return host.getCamelContext();
    }

    private static Published published(String prefix) {
        return new Published(KafkaExtension.bootstrapServers(), prefix);
    }

    private void store(String connection) {
        VaultItem item = api.vault(connection).observe(MediaType.IMAGE, "full");
        api.vault(connection).store(item.id(), "full");
    }

    @Test
    void publishEachToItsOwnAndShareNoName() throws Exception {
        CamelContext context = start();

        published(eu).awaitAllOf(api, "europe", IN_EU);
        published(us).awaitAllOf(api, "america", IN_US);
        assertThat(published(eu).ids()).allMatch(id -> id.startsWith("europe/"));
        assertThat(published(us).ids()).allMatch(id -> id.startsWith("america/"));

        List<String> routes = context.getRoutes().stream().map(Route::getId).toList();
        assertThat(routes)
                .contains("vault-eu-fetch-page", "vault-us-fetch-page")
                .allMatch(id -> id.matches("vault-(eu|us)-.*|my-us-steps"));
        assertThat(routes.stream().filter(id -> id.startsWith("vault-eu-")).map(id -> id.replace("-eu-", "-us-")))
                .containsExactlyInAnyOrderElementsOf(
                        routes.stream().filter(id -> id.startsWith("vault-us-")).toList());
        assertThat(context.getRegistry().lookupByName("vaultControl")).isNull();
        assertThat(HealthCheckRegistry.get(context).stream().map(HealthCheck::getId))
                .contains("vault-eu-shards", "vault-us-shards", "vault-eu-connections", "vault-us-connections");
        assertThat(meters.getMeters())
                .extracting(Meter::getId)
                .filteredOn(id -> id.getName().startsWith("vault."))
                .isNotEmpty()
                .allSatisfy(id -> assertThat(id.getTag("vault_instance")).isIn("eu", "us"));
        assertThat(meters.get("vault.ledger.entries")
                        .tag("vault_instance", "us")
                        .gauge()
                        .value())
                .isEqualTo(published(us).ids().size());
    }

    @Test
    void goOnWhenTheRoutesOfTheOtherAreStopped() throws Exception {
        CamelContext context = start();
        published(eu).awaitAllOf(api, "europe", IN_EU);
        published(us).awaitAllOf(api, "america", IN_US);

        RouteController routes = context.getRouteController();
        for (Route route : List.copyOf(context.getRoutes())) {
            if (route.getId().startsWith("vault-eu-")) {
                routes.stopRoute(route.getId());
            }
        }
        store(IN_EU);
        store(IN_US);
        published(us).awaitAllOf(api, "america", IN_US);
        assertThat(published(eu).ids()).hasSize(10);

        for (Route route : List.copyOf(context.getRoutes())) {
            routes.startRoute(route.getId());
        }
        published(eu).awaitAllOf(api, "europe", IN_EU);
    }

    @Test
    void haveAControlATriggerAndStepsOfTheirOwn() throws Exception {
        set("vault.poll.interval", "off");
        CamelContext context = start();
        VaultControl control = context.getRegistry().lookupByNameAndType("vaultControl-eu", VaultControl.class);
        await().until(() ->
                context.createProducerTemplate().requestBody("direct:vault-us-poll-now", "america", Integer.class)
                        == 1);

        published(us).awaitAllOf(api, "america", IN_US);
        assertThat(published(us).variants())
                .allMatch(record -> Published.header(record, "tenant").equals("acme"));
        assertThat(published(eu).ids()).isEmpty();

        control.pollNow("europe");
        published(eu).awaitAllOf(api, "europe", IN_EU);
        assertThat(published(eu).variants()).allMatch(record -> record.headers().lastHeader("tenant") == null);
    }

    @Test
    void useTwoClustersByTwoComponents() throws Exception {
        try (EmbeddedKafka second = EmbeddedKafka.start(KafkaExtension.freshFolder(), 0)) {
            documented("two-clusters.properties");
            set("camel.component.kafka-us.brokers", second.bootstrapServers());
            set("vault.us.group", eu);
            set("vault.us.topic.prefix", eu);
            start();

            published(eu).awaitAllOf(api, "europe", IN_EU);
            Published there = new Published(second.bootstrapServers(), eu);
            there.awaitAllOf(api, "america", IN_US);
            assertThat(published(eu).ids()).allMatch(id -> id.startsWith("europe/"));
            assertThat(there.ids()).allMatch(id -> id.startsWith("america/"));
            host.stop();
        }
    }
}
