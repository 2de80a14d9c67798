package io.vaultmedia;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.guarantees.KafkaExtension;
import io.vaultmedia.guarantees.WithKafka;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCreatedEvent;
import org.apache.camel.support.EventNotifierSupport;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a host sees of the library that works inside it: few log lines, few Kafka clients, no message without a reason. */
@WithKafka
class QuietHostTest {

    private static final int MOST_LINES = 10;

    private final String prefix = KafkaExtension.freshPrefix();
    private final Map<String, AtomicInteger> created = new ConcurrentHashMap<>();
    private Main host;

    private CamelContext start(VaultSimulator api) throws Exception {
        host = new Main();
        host.setDefaultPropertyPlaceholderLocation("false"); // ours, which is on the tests' class path
        host.addInitialProperty("camel.component.kafka.brokers", KafkaExtension.bootstrapServers());
        host.addInitialProperty("camel.main.routesIncludePattern", "classpath:io/vaultmedia/routes/*.camel.yaml");
        host.addInitialProperty("vault.api.base-url", api.baseUrl().toString());
        host.addInitialProperty("vault.api.key", api.apiKey());
        host.addInitialProperty("vault.connections", "alice=conn_alice");
        host.addInitialProperty("vault.poll.interval", "1s");
        host.addInitialProperty("vault.poll.tick", "10ms");
        host.addInitialProperty("vault.connections.reload-interval", "100ms");
        host.addInitialProperty("vault.group", prefix);
        host.addInitialProperty("vault.topic.prefix", prefix);
        host.init();
        host.getCamelContext().getManagementStrategy().addEventNotifier(new CountCreated());
        host.start();
        return host.getCamelContext();
    }

    /** As traces and JMX do. */
    private final class CountCreated extends EventNotifierSupport {

        @Override
        public void notify(CamelEvent event) {
            if (event instanceof ExchangeCreatedEvent creation) {
                created.computeIfAbsent(creation.getExchange().getFromRouteId(), route -> new AtomicInteger())
                        .incrementAndGet();
            }
        }
    }

    @AfterEach
    void stop() {
        host.stop();
    }

    @Test
    void saysLittleAndOpensFewKafkaClientsUntilItPublishes() throws Exception {
        try (VaultSimulator api = VaultSimulator.start();
                LogLines ours = LogLines.of("io.vaultmedia", Level.INFO);
                LogLines kafkas = LogLines.of("org.apache.kafka", Level.INFO);
                LogLines clients = LogLines.of("org.apache.kafka.clients", Level.INFO)) {
            api.vault("conn_alice").load(10, "full");

            start(api);
            await().untilAsserted(() -> assertThat(ours.lines()).anyMatch(line -> line.contains("10 new variants")));

            assertThat(ours.lines()).hasSizeLessThanOrEqualTo(MOST_LINES);
            assertThat(clients.lines(Level.WARN))
                    .as("what is left of Kafka's clients with the levels of docs/embedding.md")
                    .isEmpty();
            List<String> opened = kafkas.lines().stream()
                    .filter(line -> line.startsWith("Kafka version: "))
                    .toList();
            assertThat(opened)
                    .as(
                            "an admin client for the topics, a producer that writes the number of shards, the group's member; and"
                                    + " for the one shard in use a producer, a consumer and an admin client that read its ledger")
                    .hasSizeLessThanOrEqualTo(6);
        }
    }

    @Test
    void makesNoMessageWhileNothingIsDue() throws Exception {
        try (VaultSimulator api = VaultSimulator.start()) {
            api.vault("conn_alice").load(10, "full");
            start(api);
            await().until(() -> api.requests().count() >= 4);

            assertThat(created.get("vault-poll-connections"))
                    .as("a poll, its part in the split, and the look for a sweep after it; a tick is 10 ms")
                    .hasValueLessThanOrEqualTo(3 * (int) api.requests().count() + 3);
            assertThat(created).doesNotContainKey("vault-reload-connections");
        }
    }
}
