package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.command.reshard.Resharding;
import io.vaultmedia.event.Topics;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.shard.Shards;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Guarantee 1: nothing is published again and nothing is missed when the ledger is moved to another number of shards. */
@WithKafka
class ReshardTest {

    private static final int CONNECTIONS = 8;
    private static final int ITEMS = 5;

    private final String prefix = KafkaExtension.freshPrefix();
    private final Published published = Published.of(prefix);
    private VaultSimulator api;
    private int stored;

    @BeforeEach
    void publishWithFourShards() {
        api = VaultSimulator.start();
        ids().forEach(id -> api.vault(id).load(ITEMS, "full"));
        stored = CONNECTIONS * ITEMS;
        try (Product product = start(4)) {
            await().until(() -> published.ids().size() == stored);
        }
    }

    @AfterEach
    void close() {
        api.close();
    }

    private static Stream<String> ids() {
        return IntStream.range(0, CONNECTIONS).mapToObj(i -> String.format("conn_%020d", i));
    }

    private Map<String, String> settings(int shards) {
        return Map.of(
                "vault.connections",
                ids().map(id -> "a" + Integer.parseInt(id.substring(5)) + "=" + id)
                        .collect(Collectors.joining(",")),
                "vault.shards",
                String.valueOf(shards));
    }

    private Product start(int shards) {
        return Product.start(api, KafkaExtension.bootstrapServers(), prefix, settings(shards));
    }

    private Commands.Result run(int shards, String... args) {
        return new Commands(Product.settings(api, KafkaExtension.bootstrapServers(), prefix, settings(shards)))
                .run(args);
    }

    private static Shards shards(Product product) {
        return product.context().getRegistry().lookupByNameAndType("vaultShards", Shards.class);
    }

    /** All that is stored from now on is published once, and nothing else. */
    private void assertGoesOn(int shards) {
        try (Product product = start(shards)) {
            ids().forEach(id -> api.vault(id).store("more-" + stored, "full"));
            stored += CONNECTIONS;
            await().until(() -> published.ids().size() >= stored);
            long requests = api.requests().count();
            await().until(() -> api.requests().count() >= requests + 2 * CONNECTIONS);
        }
        assertThat(published.ids()).hasSize(stored).doesNotHaveDuplicates();
        Commands.Result audit = run(shards, "audit", "--against-api");
        assertThat(audit.exitCode()).as(audit.out() + audit.err()).isZero();
    }

    @Test
    void growsAndShrinks() {
        Commands.Result result = run(4, "reshard", "--to", "12");
        assertThat(result.exitCode()).as(result.err()).isZero();
        assertThat(result.out().replaceAll("\\s+", " "))
                .contains("has 12 shards now, ", "Set vault.shards=12, and start the replicas.");
        assertGoesOn(12);

        assertThat(run(12, "reshard", "--to", "3").exitCode()).isZero();
        assertGoesOn(3);

        assertThat(run(3, "reshard", "--to", "3").out()).contains("has 3 shards already");
        try (Product product = start(12)) {
            await().untilAsserted(() ->
                    assertThat(shards(product).trouble()).contains("was made for 3 shards", "set vault.shards=3"));
        }
    }

    /** A process that was killed before the commit ends nothing: Kafka aborts its transaction, or the next attempt does. */
    @Test
    void changesNothingIfItIsKilledBeforeTheCommit() throws Exception {
        stopBeforeTheCommit();
        abortWhatIsOpen();
        assertGoesOn(4);

        stopBeforeTheCommit();
        assertThat(run(4, "reshard", "--to", "12").exitCode()).isZero();
        assertGoesOn(12);
    }

    /** The command refuses to run beside a replica. One that starts meanwhile publishes nothing against the moved ledger. */
    @Test
    void aReplicaThatRunsPublishesNothingAgain() throws Exception {
        try (DefaultCamelContext context = context();
                Product product = start(4)) {
            await().until(() -> shards(product).owned() > 0);
            Commands.Result refused = run(4, "reshard", "--to", "12");
            assertThat(refused.exitCode()).isOne();
            assertThat(refused.err()).contains("has 1 member: stop all replicas");

            Resharding resharding =
                    new Resharding(new KafkaSettings(context), prefix, new Topics(prefix).ledger(), what -> {});
            resharding.ensurePartitions(12);
            resharding.run(4, 12);
            ids().forEach(id -> api.vault(id).store("late-" + stored, "full"));
            stored += CONNECTIONS;
            await().untilAsserted(() -> assertThat(shards(product).trouble()).contains("set vault.shards=12"));
        }
        assertGoesOn(12);
    }

    private static DefaultCamelContext context() {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getComponent("kafka", KafkaComponent.class)
                .getConfiguration()
                .setBrokers(KafkaExtension.bootstrapServers());
        return context;
    }

    private void stopBeforeTheCommit() throws Exception {
        CountDownLatch stopped = new CountDownLatch(1);
        Thread killed = new Thread(() -> {
            Resharding resharding =
                    new Resharding(new KafkaSettings(context()), prefix, new Topics(prefix).ledger(), what -> {
                        if (what.equals("committing")) {
                            stopped.countDown();
                            new CompletableFuture<Void>().join(); // For ever.
                        }
                    });
            resharding.ensurePartitions(12);
            resharding.run(4, 12);
        });
        killed.setDaemon(true);
        killed.start();
        stopped.await();
    }

    private void abortWhatIsOpen() {
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", KafkaExtension.bootstrapServers(), "transactional.id", prefix + "-ledger"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            producer.initTransactions();
        }
    }
}
