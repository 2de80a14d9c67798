package io.vaultmedia.shard;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.kafka.GroupSettings;
import io.vaultmedia.kafka.KafkaClients;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.LedgerUnusableException;
import io.vaultmedia.kafka.TopicAdmin;
import io.vaultmedia.kafka.TopicReader;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.ledger.LedgerReader;
import io.vaultmedia.ledger.ShardCount;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks vault.shards against the number of shards that the ledger was made for. With any other number, a connection's
 * entries would be looked for in the wrong partition, and everything would be published again.
 *
 * <p>The ledger knows the number by a {@link ShardCount} record. If it has none, it is new or older than that record: the
 * first replica writes vault.shards, provided that each entry is in the partition where that number looks for it. To write
 * it, a replica takes over a transactional id first and reads then, so that two replicas cannot write different numbers.
 *
 * <p>Thread safe.
 */
final class LedgerShards {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerShards.class);
    private static final Duration STALLED = Duration.ofMinutes(1);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(1);

    private final KafkaSettings settings;
    private final KafkaClients clients;
    private final String transactionalId;
    private final String topic;
    private final int wanted;
    private int unusedPartitions;

    LedgerShards(KafkaSettings settings, GroupSettings group, String topic, int wanted) {
        this.settings = settings;
        this.clients = new KafkaClients(settings);
        this.transactionalId = group.id() + "-ledger";
        this.topic = topic;
        this.wanted = wanted;
    }

    /**
     * Returns if the ledger was made for vault.shards, and has a partition for each.
     *
     * @throws LedgerUnusableException if not
     * @throws KafkaException if Kafka does not answer
     */
    synchronized void ensure(TopicAdmin admin, int partitions) {
        try (LedgerReader reader = new LedgerReader(settings, topic, admin)) {
            ensure(admin, reader, partitions);
        }
        tellUnused(partitions);
    }

    private void ensure(TopicAdmin admin, LedgerReader reader, int partitions) {
        Optional<ShardCount> known = reader.shardCount();
        known.ifPresent(this::requireWanted);
        if (partitions < wanted) {
            throw tooFew(admin, partitions, known.isPresent());
        }
        if (known.isEmpty()) {
            requireWanted(write(admin, reader, partitions));
        }
    }

    private void requireWanted(ShardCount known) {
        if (known.shards() != wanted) {
            throw new LedgerUnusableException("vault.shards=" + wanted + ": the ledger " + topic + " was made for "
                    + known.shards() + " shards: the connections that move to another shard would have everything"
                    + " published again; set vault.shards=" + known.shards()
                    + ", or stop all replicas and move the ledger by the command reshard");
        }
    }

    private void tellUnused(int partitions) {
        int unused = partitions - wanted;
        if (unused > 0 && unused != unusedPartitions) {
            LOG.warn(
                    "The ledger {} has {} partitions, but was made for {} shards: the other {} stay unused",
                    topic,
                    partitions,
                    wanted,
                    unused);
        }
        unusedPartitions = unused;
    }

    private LedgerUnusableException tooFew(TopicAdmin admin, int partitions, boolean known) {
        String fact = "vault.shards=" + wanted + ": the ledger " + topic + " has " + partitions
                + " partitions, but each shard needs one of its own; ";
        if (known) {
            return new LedgerUnusableException(
                    fact + "it was made for " + wanted + " shards: restore it as it was, with all its partitions");
        }
        boolean empty = admin.endsOf(topic, partitions).values().stream().allMatch(end -> end == 0);
        return new LedgerUnusableException(
                empty
                        ? fact + "it is empty: set vault.shards=" + partitions + ", or create it with " + wanted
                                + " partitions"
                        : fact + "set vault.shards to the number that it was made for");
    }

    /** Writes the number, unless another replica was faster; returns what is written. */
    @SuppressWarnings("FutureReturnValueIgnored") // A send that fails makes the commit fail.
    private ShardCount write(TopicAdmin admin, LedgerReader reader, int partitions) {
        Producer<byte[], byte[]> producer = clients.producer(transactionalId);
        try {
            producer.initTransactions();
            Optional<ShardCount> known = reader.settledShardCount();
            if (known.isEmpty()) {
                requireFit(admin, partitions);
                producer.beginTransaction();
                producer.send(new ShardCount(wanted).toRecord(topic));
                producer.commitTransaction();
            }
            return known.orElse(new ShardCount(wanted));
        } catch (KafkaException e) { // Another replica may have taken over the id, and written it.
            return reader.settledShardCount().orElseThrow(() -> e);
        } finally {
            producer.close(CLOSE_WITHIN);
        }
    }

    /** Refuses a ledger with an entry that is not where vault.shards looks for it. */
    private void requireFit(TopicAdmin admin, int partitions) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        admin.endsOf(topic, partitions).forEach((number, end) -> ends.put(new TopicPartition(topic, number), end));
        try (TopicReader all = new TopicReader(settings, STALLED)) {
            all.read(ends, record -> {
                LedgerReader.parsing(record, this::requireFit);
                return false;
            });
        }
    }

    private void requireFit(ConsumerRecord<byte[], byte[]> record) {
        LedgerEntry entry = LedgerEntry.parse(record.key(), record.value());
        if (Connection.shard(entry.connection(), wanted) != record.partition()) {
            throw new LedgerUnusableException(
                    "vault.shards=" + wanted + ": the ledger " + topic
                            + " was made for another number of shards: everything that it has would be published again; set vault.shards to the number that it was made for");
        }
    }
}
