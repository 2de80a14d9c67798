package io.vaultmedia.guarantees;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.connection.Connections;
import io.vaultmedia.ops.VaultControl;
import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.schedule.ConnectionState;
import io.vaultmedia.schedule.ConnectionStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guarantees 1 and 5 with signals: each is followed once, by the replica that polls the connection, over restarts. */
@WithKafka
class SignalsTest {

    private final String prefix = KafkaExtension.freshPrefix();
    private final Map<String, String> settings = new HashMap<>();
    private VaultSimulator api;

    @TempDir
    private Path folder;

    @BeforeEach
    void start() {
        api = VaultSimulator.start();
        api.vault(Product.ALICE).load(60, "full");
        api.vault(Product.BOB).load(1, "full");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Product product() {
        return Product.start(api, KafkaExtension.bootstrapServers(), prefix, settings);
    }

    private static VaultControl control(Product product) {
        return product.context().getRegistry().lookupByNameAndType("vaultControl", VaultControl.class);
    }

    private static Stream<ConnectionStatus> states(Product... products) {
        return Stream.of(products).flatMap(product -> control(product).states().stream());
    }

    private void send(String key, String value) throws Exception {
        Properties client = new Properties();
        client.put("bootstrap.servers", KafkaExtension.bootstrapServers());
        try (Producer<String, String> producer =
                new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(prefix + ".signals", key, value)).get();
        }
    }

    /** Waits until both were read to their end. */
    private void awaitBackfills(Product... products) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> Published.of(prefix).ids().size() == 61
                        && states(products)
                                        .filter(one -> one.verifiedUpTo() != null
                                                && one.verifiedUpTo().getEpochSecond() > 0)
                                        .count()
                                == 2);
    }

    @Test
    void aPauseHoldsOnWhicheverReplicaPollsTheConnectionAndOverARestart() throws Exception {
        try (Product one = product();
                Product other = product()) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> states(one).count() + states(other).count() == 2);
            awaitBackfills(one, other);
            control(one).pause("alice");
            control(one).pause(Product.BOB);

            await().until(() -> states(one, other)
                            .filter(state -> state.state() == ConnectionState.PAUSED && state.isPausedBySignal())
                            .count()
                    == 2);
        }
        long polls = api.requests().count();
        try (Product again = product()) {
            await().until(() ->
                    states(again).filter(ConnectionStatus::isPausedBySignal).count() == 2);
            await().during(Duration.ofSeconds(1)).until(() -> api.requests().count() == polls);
            send("alice", "{\"signal\":\"resume\"}");

            await().until(() -> api.requests().count() > polls + 2);
            assertThat(states(again).filter(ConnectionStatus::isPausedBySignal).map(one -> one.connection()
                            .name()))
                    .containsExactly("bob");
        }
        assertThat(acknowledged()).containsExactlyInAnyOrder("alice pause", "bob pause", "alice resume");
    }

    /** Delays the schedule, which takes an edit of the connections after this. */
    public static final class LateSchedule implements CamelContextAware {

        private CamelContext context;

        @Override
        public CamelContext getCamelContext() {
            return context;
        }

        @Override
        public void setCamelContext(CamelContext camelContext) {
            context = camelContext;
            context.addLifecycleStrategy(new LifecycleStrategySupport() {
                @Override
                public void onContextStarting(CamelContext starting) {
                    starting.getRegistry()
                            .lookupByNameAndType("vaultConnections", Connections.class)
                            .follow(all ->
                                    await().pollDelay(Duration.ofSeconds(1)).until(() -> true));
                }
            });
        }
    }

    @Test
    void aPauseHoldsForAConnectionThatReturnsHoweverLateTheScheduleTakesIt() throws Exception {
        Path file = folder.resolve("connections.yaml");
        String alice = "connections:\n  - id: " + Product.ALICE + "\n    alias: alice\n";
        Files.writeString(file, alice);
        settings.put("vault.connections", "bob=" + Product.BOB);
        settings.put("vault.connections-file", file.toString());
        settings.put("vault.connections.reload-interval", "100ms");
        settings.put("camel.beans.late", "#class:" + LateSchedule.class.getName());
        try (Product product = product()) {
            awaitBackfills(product);
            control(product).pause("alice");
            await().until(() -> isPausedBySignal(Product.ALICE, product));
            Files.writeString(file, "connections: []\n");
            await().until(() -> states(product).count() == 1);
            Files.writeString(file, alice);

            await().until(() -> states(product).count() == 2);
            await().untilAsserted(() ->
                    assertThat(isPausedBySignal(Product.ALICE, product)).isTrue());
        }
    }

    /**
     * Whichever replica is asked, and whichever polls the connection. No time makes anything due. The median counts: a machine that
     * is busy with other things may stand still for seconds.
     */
    @Test
    void signalsAreEffectiveWithinTwoSeconds() {
        settings.put("vault.poll.interval", "1h");
        List<Duration> took = new ArrayList<>();
        try (Product one = product();
                Product other = product()) {
            awaitBackfills(one, other);
            for (String id : List.of(Product.ALICE, Product.BOB)) {
                VaultControl control = control(one);
                took.add(untilRequest(id, () -> control.pollNow(id)));
                took.add(untilRequest(id, () -> control.sweepNow(id)));
                took.add(untilRequest(id, () -> control.rewind(id, "beginning", false)));
                took.add(until(() -> control.pause(id), () -> isPausedBySignal(id, one, other)));
                took.add(until(() -> control.resume(id), () -> !isPausedBySignal(id, one, other)));
            }
        }
        assertThat(took.stream().sorted().toList().get(took.size() / 2))
                .as("median of %s", took)
                .isLessThan(Duration.ofSeconds(2));
    }

    private Duration untilRequest(String id, Runnable signal) {
        long before = api.requests().count(id);
        return until(signal, () -> api.requests().count(id) > before);
    }

    private static boolean isPausedBySignal(String id, Product... products) {
        return states(products)
                .filter(state -> state.connection().id().equals(id))
                .anyMatch(ConnectionStatus::isPausedBySignal);
    }

    /** Returns how long it takes from the time that Kafka has the signal. */
    private static Duration until(Runnable signal, Callable<Boolean> isEffective) {
        signal.run();
        long sent = System.nanoTime();
        await().pollInterval(Duration.ofMillis(5)).until(isEffective);
        return Duration.ofNanos(System.nanoTime() - sent);
    }

    @Test
    void aRewindPublishesEachVariantOnceMoreEvenIfItIsInterrupted() throws Exception {
        settings.putAll(Map.of("vault.page.limit", "2", "vault.sweep.pages-per-minute", "600"));
        try (Product first = product()) {
            awaitBackfills(first);
            send("alice", "{\"signal\":\"rewind\",\"from\":\"beginning\",\"republish\":true}");
            await().until(() -> Published.of(prefix).ids().size() > 61 + 6);
        }
        int interrupted = Published.of(prefix).ids().size();
        assertThat(interrupted).as("the rewind is not at its end").isLessThan(121);
        settings.put("vault.sweep.pages-per-minute", "60000");
        try (Product second = product()) {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> Published.of(prefix).ids().size() >= 121);
            long polls = api.requests().count(Product.ALICE);
            await().until(() -> api.requests().count(Product.ALICE) > polls + 5);
        }
        Map<String, Long> times = Published.of(prefix).ids().stream().collect(groupingBy(id -> id, counting()));
        assertThat(times).hasSize(61);
        times.forEach((id, count) -> assertThat(count).as(id).isEqualTo(id.startsWith("alice/") ? 2 : 1));
        assertThat(Published.of(prefix).variants())
                .filteredOn(record -> Published.header(record, "ce_foundby").equals("rewind"))
                .hasSize(60);
    }

    @Test
    void aBadSignalIsADeadLetterOnce() throws Exception {
        for (int start = 0; start < 2; start++) {
            try (Product product = product()) {
                awaitBackfills(product);
                if (start == 0) {
                    send("alice", "{\"signal\":\"jump\"}");
                    send("nobody", "{\"signal\":\"poll\"}");
                }
                await().until(() -> Published.of(prefix).deadLetters().size() >= 2);
                control(product).pollNow("*"); // Behind them: once it is followed, they were.
                int before = start + 1;
                await().until(() ->
                        acknowledged().stream().filter("* poll"::equals).count() >= before);
            }
        }
        assertThat(Published.of(prefix).deadLetters())
                .hasSize(2)
                .allMatch(letter -> Published.header(letter, "dl_reason").equals("bad-signal"));
    }

    @Test
    void theCommandSaysWhatBecameOfASignal() {
        Commands commands = new Commands(Product.settings(api, KafkaExtension.bootstrapServers(), prefix, settings));
        try (Product product = product()) {
            awaitBackfills(product);

            assertThat(commands.run("signal", "alice", "pause").out())
                    .isEqualTo("pause: applied; connections changed: 1\n");
            assertThat(commands.run("signal", "*", "resume").out()).contains("applied");
            Commands.Result unknown = commands.run("signal", "nobody", "pause");
            assertThat(unknown.exitCode()).isEqualTo(2);
            assertThat(unknown.err()).contains("vault.connections").doesNotContain("nobody");
            assertThat(commands.run("signal", "alice", "jump").exitCode()).isEqualTo(2);
            assertThat(commands.run("signal", "alice", "rewind").err()).contains("--from");
        }
        Commands.Result unheard = commands.run("signal", "alice", "poll", "--wait", "1s");
        assertThat(unheard.exitCode()).isOne();
        assertThat(unheard.err()).contains("not followed within 1 s");
    }

    /** The connection and the signal of each acknowledgement. */
    private List<String> acknowledged() {
        return Published.of(prefix).in("notifications").stream()
                .filter(record ->
                        Published.value(record).path("outcome").asText().equals("applied"))
                .map(record -> new String(record.key(), UTF_8) + " "
                        + Published.value(record).path("signal").asText())
                .toList();
    }
}
