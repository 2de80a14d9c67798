package io.vaultmedia.shard;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.event.Topics;
import io.vaultmedia.kafka.GroupSettings;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.ledger.ShardLedger;
import io.vaultmedia.publish.OpenShard;
import io.vaultmedia.publish.PagePublisher;
import io.vaultmedia.publish.PageTransaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/** Shards that are open without Kafka, nothing published yet: what tests outside of this package prepare pages with. */
public final class OpenShards {

    private OpenShards() {}

    /** What becomes of a transaction: it throws, or all its pages are committed. */
    public interface Kafka {
        void publish(List<PageTransaction> pages);
    }

    /** A single shard, which has all connections, over a Kafka that commits everything. */
    public static Shards one(CamelContext context, Topics topics) {
        return one(context, topics, pages -> {});
    }

    /** The same over this Kafka. */
    public static Shards one(CamelContext context, Topics topics, Kafka kafka) {
        return some(1, context, topics, kafka, List.of(new Connection(null, "any")));
    }

    /** So many shards over this Kafka; those of these connections are open. */
    public static Shards some(
            int count, CamelContext context, Topics topics, Kafka kafka, List<Connection> connections) {
        KafkaSettings settings = new KafkaSettings(context);
        TopicSetup setup = new TopicSetup(settings, topics, count, true, Optional.empty());
        Shards shards = new Shards(count, settings, new GroupSettings("g", Optional.empty()), setup, topics.ledger());
        connections.forEach(one -> open(shards.of(one), new ShardLedger(topics.ledger()), kafka));
        return shards;
    }

    private static void open(Shard shard, ShardLedger ledger, Kafka kafka) {
        PagePublisher publisher = new PagePublisher() {
            @Override
            public void publish(Supplier<PageTransaction> pages) {
                kafka.publish(Stream.generate(pages).takeWhile(Objects::nonNull).toList());
            }

            @Override
            public void close() {}
        };
        shard.own();
        shard.present().ifPresent(shard::close);
        shard.openBy(number -> new OpenShard(number, ledger, publisher, Duration.ZERO));
    }

    /** Opens the connection's shard anew, as a restart would that finds these entries. */
    public static void openAgain(Shards shards, Connection connection, Stream<LedgerEntry> entries) {
        ShardLedger restored = new ShardLedger("restored");
        entries.forEach(restored::apply);
        open(shards.of(connection), restored, pages -> {});
    }

    /** Opens the connection's shard anew, with nothing published, over this Kafka. */
    public static void openAgain(Shards shards, Connection connection, Kafka kafka) {
        open(shards.of(connection), new ShardLedger("restored"), kafka);
    }

    /** Closes the connection's shard. */
    public static void close(Shards shards, Connection connection) {
        shards.of(connection).close(shards.of(connection).required());
    }

    /** Gives all shards to another replica. */
    public static void release(Shards shards) {
        shards.own(Set.of());
    }

    /** What the route publish-page does, until there is nothing left to do. */
    public static void commit(Shards shards, PageTransaction page) throws Exception {
        shards.submit(page);
        shards.publish(page);
        page.commit().await();
    }

    /** The topic of each record that the page writes, in their order. */
    public static List<String> topics(PageTransaction page) {
        List<String> topics = new ArrayList<>();
        page.forEachRecord(record -> topics.add(record.topic()));
        return topics;
    }
}
