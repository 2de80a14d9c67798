package io.vaultmedia.ledger;

import io.vaultmedia.scan.Connection;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;

/** Shards that are open without Kafka, nothing published yet: what tests outside of this package prepare pages with. */
public final class OpenShards {

    private OpenShards() {}

    /** A single shard, which has all connections. */
    public static Shards one(CamelContext context, String ledgerTopic) {
        Shards shards = new Shards(context, 1, new KafkaSettings(context), null, ledgerTopic);
        shards.of(new Connection(null, "any")).open(new ShardLedger());
        return shards;
    }

    /** Opens the connection's shard anew: what was prepared before is out of date. */
    public static void openAgain(Shards shards, Connection connection) {
        shards.of(connection).open(new ShardLedger());
    }

    /** Opens the connection's shard anew, as a restart would that finds these entries. */
    static void openAgain(Shards shards, Connection connection, Stream<LedgerEntry> entries) {
        ShardLedger restored = new ShardLedger();
        entries.forEach(restored::apply);
        shards.of(connection).open(restored);
    }

    /** Closes the connection's shard. */
    public static void close(Shards shards, Connection connection) {
        shards.of(connection).close(shards.of(connection).openLedger());
    }
}
