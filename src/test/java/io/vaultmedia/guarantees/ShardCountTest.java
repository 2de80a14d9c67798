package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.LogLines;
import io.vaultmedia.event.Topics;
import io.vaultmedia.sandbox.api.VaultSimulator;
import io.vaultmedia.shard.Shards;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Guarantee 1: nothing is published again if somebody adds partitions to the topics, the ledger too. */
@WithKafka
class ShardCountTest {

    private static final int CONNECTIONS = 12;
    private static final int ITEMS = 10;

    private final String prefix = KafkaExtension.freshPrefix();
    private final Published published = Published.of(prefix);
    private VaultSimulator api;

    @BeforeEach
    void fillTheVaults() {
        api = VaultSimulator.start();
        ids().forEach(id -> api.vault(id).load(ITEMS, "full"));
    }

    @AfterEach
    void close() {
        api.close();
    }

    private static Stream<String> ids() {
        return IntStream.range(0, CONNECTIONS).mapToObj(i -> String.format("conn_%020d", i));
    }

    private Product start(int shards) {
        return Product.start(
                api,
                KafkaExtension.bootstrapServers(),
                prefix,
                Map.of(
                        "vault.connections",
                        ids().map(id -> "a" + Integer.parseInt(id.substring(5)) + "=" + id)
                                .collect(Collectors.joining(",")),
                        "vault.shards",
                        String.valueOf(shards)));
    }

    private void addPartitions() throws Exception {
        Topics topics = new Topics(prefix);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", KafkaExtension.bootstrapServers()))) {
            admin.createPartitions(Stream.concat(
                                    topics.variants().stream(), Stream.of(topics.deadLetter(), topics.ledger()))
                            .collect(Collectors.toMap(Function.identity(), topic -> NewPartitions.increaseTo(12))))
                    .all()
                    .get();
        }
    }

    private static Shards shards(Product product) {
        return product.context().getRegistry().lookupByNameAndType("vaultShards", Shards.class);
    }

    @Test
    void additionalPartitionsStayUnusedAndNothingIsPublishedAgain() throws Exception {
        try (Product product = start(8)) {
            await().until(() -> published.ids().size() == CONNECTIONS * ITEMS);
        }
        addPartitions();
        List<String> warnings;
        try (LogLines log = LogLines.of("io.vaultmedia", Level.INFO);
                Product product = start(8)) {
            ids().forEach(id -> api.vault(id).store("9000000001", "full"));
            await().until(() -> published.ids().size() >= CONNECTIONS * (ITEMS + 1));
            long requests = api.requests().count();
            await().until(() -> api.requests().count() >= requests + 2 * CONNECTIONS);
            assertThat(shards(product).owned()).isEqualTo(8);
            warnings = log.lines(Level.WARN);
        }
        assertThat(published.ids()).hasSize(CONNECTIONS * (ITEMS + 1)).doesNotHaveDuplicates();
        assertThat(warnings)
                .containsExactly("The ledger " + prefix
                        + ".ledger has 12 partitions, but was made for 8 shards: the other 4" + " stay unused");
    }

    @Test
    void anotherNumberOfShardsIsRefusedAndNothingPublishedWithIt() throws Exception {
        try (Product product = start(8)) {
            await().until(() -> published.ids().size() == CONNECTIONS * ITEMS);
        }
        addPartitions();
        try (Product product = start(12)) {
            await().untilAsserted(() -> assertThat(shards(product).trouble())
                    .startsWith("vault.shards=12: the ledger " + prefix + ".ledger was made for 8 shards: "));
            assertThat(shards(product).assigned()).isZero();
        }
        assertThat(published.ids()).hasSize(CONNECTIONS * ITEMS);
    }
}
