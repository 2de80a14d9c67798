package io.vaultmedia.shard;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.event.Topics;
import io.vaultmedia.kafka.GroupSettings;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.ledger.ShardLedger;
import io.vaultmedia.publish.OpenShard;
import io.vaultmedia.publish.PageTransaction;
import io.vaultmedia.publish.ShardProducer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.kafka.clients.producer.ProducerRecord;

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
        TopicSetup setup = new TopicSetup(settings, topics, count, false, new NewTopics(true, Optional.empty()));
        Shards shards = new Shards(count, settings, new GroupSettings("g", Optional.empty()), setup, topics.ledger());
        connections.forEach(one -> open(shards.of(one), new ShardLedger(topics.ledger()), kafka, System::nanoTime));
        return shards;
    }

    private static void open(Shard shard, ShardLedger ledger, Kafka kafka, LongSupplier nanoTime) {
        shard.own();
        shard.present().ifPresent(shard::close);
        Producer producer = new Producer(kafka);
        shard.openBy(number -> producer.of(new OpenShard(number, ledger, producer, Duration.ZERO, nanoTime)));
    }

    private static final class Producer implements ShardProducer {
        private final Kafka kafka;
        private OpenShard shard;

        private Producer(Kafka kafka) {
            this.kafka = kafka;
        }

        private OpenShard of(OpenShard opened) {
            shard = opened;
            return opened;
        }

        @Override
        public void begin() {}

        @Override
        public void send(ProducerRecord<byte[], byte[]> record, Consumer<Exception> onFailure) {}

        @Override
        public void commit() {
            kafka.publish(shard.inFlight().stream()
                    .filter(PageTransaction.class::isInstance)
                    .map(PageTransaction.class::cast)
                    .toList());
        }

        @Override
        public void close() {}
    }

    /** Opens the connection's shard anew, as a restart would that finds these entries. */
    public static void openAgain(Shards shards, Connection connection, Stream<LedgerEntry> entries) {
        ShardLedger restored = new ShardLedger("restored");
        entries.forEach(restored::apply);
        open(shards.of(connection), restored, pages -> {}, System::nanoTime);
    }

    /** Opens the connection's shard anew, with nothing published, over this Kafka. */
    public static void openAgain(Shards shards, Connection connection, Kafka kafka) {
        openAgain(shards, connection, kafka, System::nanoTime);
    }

    /** The same with this clock. */
    public static void openAgain(Shards shards, Connection connection, Kafka kafka, LongSupplier nanoTime) {
        open(shards.of(connection), new ShardLedger("restored"), kafka, nanoTime);
    }

    /** Closes the connection's shard. */
    public static void close(Shards shards, Connection connection) {
        shards.of(connection).close(shards.of(connection).required());
    }

    /** Gives all shards to another replica. */
    public static void release(Shards shards) {
        shards.own(Set.of());
    }

    /** The topic of each record that the page writes, in their order. */
    public static List<String> topics(PageTransaction page) {
        List<String> topics = new ArrayList<>();
        page.records().forEach(record -> topics.add(record.record().topic()));
        page.entries().forEach(entry -> topics.add(page.shard().ledger().topic()));
        return topics;
    }
}
