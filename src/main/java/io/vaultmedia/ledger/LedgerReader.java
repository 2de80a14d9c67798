package io.vaultmedia.ledger;

import io.vaultmedia.kafka.KafkaClients;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.LedgerUnusableException;
import io.vaultmedia.kafka.TopicAdmin;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads one partition of the ledger from its beginning to its very end. The shard's transactional id must have been taken
 * over before: then nothing of theirs is left unfinished there. Should someone else have a transaction open in it (a
 * process of another {@code vault.group} that died), reading waits until Kafka has ended it: what was committed behind it
 * cannot be seen before.
 */
public final class LedgerReader {

    private static final Duration POLL = Duration.ofMillis(500);
    private static final Duration STALLED = Duration.ofMinutes(3);

    private final KafkaSettings settings;
    private final String topic;

    public LedgerReader(KafkaSettings settings, String topic) {
        this.settings = settings;
        this.topic = topic;
    }

    /** Throws KafkaException where the partition cannot be read to its end. */
    public ShardLedger restore(int shard) {
        TopicPartition partition = new TopicPartition(topic, shard);
        try (Consumer<byte[], byte[]> consumer = new KafkaClients(settings).reader()) {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            return readTo(endOf(partition), consumer, partition);
        }
    }

    private long endOf(TopicPartition partition) {
        try (TopicAdmin admin = new TopicAdmin(settings)) {
            return admin.endOf(partition);
        }
    }

    private static ShardLedger readTo(long end, Consumer<byte[], byte[]> consumer, TopicPartition partition) {
        ShardLedger ledger = new ShardLedger(partition.topic());
        long lastProgress = System.nanoTime();
        for (long position = consumer.position(partition); position < end; ) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                apply(ledger, record);
            }
            long before = position;
            position = consumer.position(partition);
            if (position > before) {
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > STALLED.toNanos()) {
                throw new KafkaException("reading " + partition + " stands still at offset " + position + " of " + end);
            }
        }
        return ledger;
    }

    private static void apply(ShardLedger ledger, ConsumerRecord<byte[], byte[]> record) {
        if (ShardCount.isKey(record.key())) {
            return;
        }
        try {
            ledger.apply(LedgerEntry.parse(record.key(), record.value()));
        } catch (IllegalArgumentException e) {
            throw foreign(record, e);
        }
    }

    /** Says that no version of this product wrote a record. */
    public static LedgerUnusableException foreign(ConsumerRecord<byte[], byte[]> record, IllegalArgumentException e) {
        return new LedgerUnusableException(
                record.topic() + "[" + record.partition() + "]@" + record.offset() + ": " + e.getMessage()
                        + "; who else writes to this topic? Set vault.topic.prefix to one of its own",
                e);
    }
}
