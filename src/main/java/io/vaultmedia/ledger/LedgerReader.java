package io.vaultmedia.ledger;

import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.LedgerUnusableException;
import io.vaultmedia.kafka.TopicAdmin;
import io.vaultmedia.kafka.TopicReader;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads one partition of the ledger from its beginning to its very end. The shard's transactional id must have been taken
 * over before: then nothing of theirs is left unfinished there. Should someone else have a transaction open in it (a
 * process of another {@code vault.group} that died), reading waits until Kafka has ended it: what was committed behind it
 * cannot be seen before.
 */
public final class LedgerReader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final TopicAdmin admin;
    private final TopicReader reader;
    private final String topic;

    /**
     * Reads this topic by one consumer.
     *
     * @param admin is asked where a partition ends; the caller closes it
     */
    public LedgerReader(KafkaSettings settings, String topic, TopicAdmin admin) {
        this.admin = admin;
        this.reader = new TopicReader(settings, PATIENCE);
        this.topic = topic;
    }

    /**
     * Returns a shard's ledger.
     *
     * @param shards the number of shards for which the ledger must have been made
     * @throws LedgerUnusableException if it was moved to another number of shards since the replica started
     * @throws org.apache.kafka.common.KafkaException if the partition cannot be read to its end
     */
    public ShardLedger restore(int shard, int shards) {
        ShardLedger ledger = new ShardLedger(topic);
        Optional<ShardCount> count = read(
                shard,
                IsolationLevel.READ_UNCOMMITTED,
                record -> ledger.apply(LedgerEntry.parse(record.key(), record.value())));
        if (count.isPresent() && count.get().shards() != shards) {
            throw new LedgerUnusableException("vault.shards=" + shards + ": the ledger " + topic + " was moved to "
                    + count.get().shards() + " shards; set vault.shards="
                    + count.get().shards());
        }
        return ledger;
    }

    /**
     * Returns the number of shards that the ledger was made for; empty if it does not say so far. Waits for no transaction: a
     * replica that was killed may have left one open, for a minute. All of them come after the number.
     */
    public Optional<ShardCount> shardCount() {
        return read(ShardCount.PARTITION, IsolationLevel.READ_COMMITTED, entry -> {});
    }

    /** Returns the same once all transactions that are open now have ended. */
    public Optional<ShardCount> settledShardCount() {
        return read(ShardCount.PARTITION, IsolationLevel.READ_UNCOMMITTED, entry -> {});
    }

    /** Returns the same by clients that are opened for it, and closed. */
    public static Optional<ShardCount> shardCount(KafkaSettings settings, String topic) {
        try (TopicAdmin admin = new TopicAdmin(settings);
                LedgerReader reader = new LedgerReader(settings, topic, admin)) {
            return reader.shardCount();
        }
    }

    /** Gives all entries of a partition to the consumer, up to the end by this level, and returns the last shard count. */
    private Optional<ShardCount> read(
            int shard, IsolationLevel level, Consumer<ConsumerRecord<byte[], byte[]>> entries) {
        AtomicReference<ShardCount> last = new AtomicReference<>();
        TopicPartition partition = new TopicPartition(topic, shard);
        Consumer<ConsumerRecord<byte[], byte[]>> take = record -> {
            if (ShardCount.isKey(record.key())) {
                last.set(ShardCount.parse(record.value()));
            } else {
                entries.accept(record);
            }
        };
        reader.read(Map.of(partition, admin.endOf(partition, level)), record -> {
            parsing(record, take);
            return false;
        });
        return Optional.ofNullable(last.get());
    }

    /** Gives a record to what parses it; throws LedgerUnusableException if no version of this product wrote it. */
    public static void parsing(ConsumerRecord<byte[], byte[]> record, Consumer<ConsumerRecord<byte[], byte[]>> parser) {
        try {
            parser.accept(record);
        } catch (IllegalArgumentException e) {
            throw foreign(record, e);
        }
    }

    /** Says that a newer version of this product wrote a record, or none. */
    private static LedgerUnusableException foreign(ConsumerRecord<byte[], byte[]> record, IllegalArgumentException e) {
        String what = NewerEntry.kind(record.key())
                .map(kind ->
                        "a newer version wrote this entry, of the kind '" + kind + "': start that version again, or see"
                                + " \"Upgrade and roll-back\" in docs/operating.md; do not set another vault.topic.prefix:"
                                + " everything would be published again")
                .orElseGet(() ->
                        e.getMessage() + "; who else writes to this topic? Set vault.topic.prefix to one of its own");
        return new LedgerUnusableException(
                record.topic() + "[" + record.partition() + "]@" + record.offset() + ": " + what, e);
    }

    @Override
    public void close() {
        reader.close();
    }
}
