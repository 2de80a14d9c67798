package io.vaultmedia.command.reshard;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.kafka.ClusterInspection;
import io.vaultmedia.kafka.KafkaClients;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.TopicAdmin;
import io.vaultmedia.kafka.TopicRanges;
import io.vaultmedia.kafka.TopicReader;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.ledger.LedgerReader;
import io.vaultmedia.ledger.ShardCount;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * Moves the ledger's entries to the partitions of another number of shards, in one transaction: Kafka shows the ledger as it was
 * or as it is to be, even if this process is killed. The protocol:
 *
 * <ol>
 *   <li>Begin the transaction, and write the new {@link ShardCount} to each partition. From now on, a replica that opens a shard
 *       waits for the end of this transaction, and then refuses the new count.
 *   <li>Take over the transactional id of each shard: a replica that had it can write nothing more.
 *   <li>Read each partition up to its shard count: nothing can be added before it now.
 *   <li>Write each entry that has to move to its new partition, and a tombstone to the old one. Commit.
 * </ol>
 *
 * <p>Used by one thread. Holds the moving entries of one partition in memory, about 300 bytes each.
 */
public final class Resharding {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final Duration LEAST_TIME = Duration.ofSeconds(60);

    /** Offsets that are read and moved in a second, estimated low: the transaction must not time out. */
    private static final int OFFSETS_A_SECOND = 5_000;

    private final KafkaSettings settings;
    private final KafkaClients clients;
    private final String group;
    private final String ledger;
    private final Consumer<String> progress;
    private long moved;

    /**
     * Moves the ledger of this topic.
     *
     * @param group prefix of the transactional ids
     * @param progress is told what is done next
     */
    public Resharding(KafkaSettings settings, String group, String ledger, Consumer<String> progress) {
        this.settings = settings;
        this.clients = new KafkaClients(settings);
        this.group = group;
        this.ledger = ledger;
        this.progress = progress;
    }

    /**
     * Moves it, and returns the number of entries that have moved. The topic must have a partition for each shard.
     *
     * @param from the number of shards that it was made for
     * @throws KafkaException if Kafka does not do it: then nothing has moved, unless the commit itself failed
     */
    public long run(int from, int to) {
        Map<TopicPartition, TopicRanges.Range> ranges = TopicRanges.of(settings, List.of(ledger));
        long offsets =
                ranges.values().stream().mapToLong(TopicRanges.Range::size).sum();
        Duration timeout = allowed(LEAST_TIME.plusSeconds(offsets / OFFSETS_A_SECOND));
        try (Producer<byte[], byte[]> producer = clients.producer(group + "-ledger", timeout)) {
            producer.initTransactions();
            producer.beginTransaction();
            try {
                move(producer, ranges.size(), Math.max(from, to), to);
            } catch (RuntimeException e) {
                producer.abortTransaction();
                throw e;
            }
            progress.accept("committing");
            producer.commitTransaction();
            return moved;
        }
    }

    private Duration allowed(Duration wanted) { // Offsets that were compacted away count too, so it may be too much.
        try (ClusterInspection cluster = new ClusterInspection(settings)) {
            return cluster.allowedTransactionTimeout(wanted);
        }
    }

    private void move(Producer<byte[], byte[]> producer, int partitions, int ids, int to) {
        List<Long> ends = writeCount(producer, partitions, to);
        for (int shard = 0; shard < ids; shard++) {
            progress.accept("taking over shard " + shard);
            takeOver(group + "-" + shard);
        }
        try (TopicReader reader = new TopicReader(settings, PATIENCE)) {
            for (int partition = 0; partition < partitions; partition++) {
                progress.accept("moving entries of shard " + partition);
                send(producer, partition, moving(reader, partition, ends.get(partition), to), to);
            }
        }
    }

    /** Returns the offset of the count in each partition. */
    private List<Long> writeCount(Producer<byte[], byte[]> producer, int partitions, int to) {
        List<Future<RecordMetadata>> sent = new ArrayList<>();
        for (int partition = 0; partition < partitions; partition++) {
            sent.add(producer.send(new ShardCount(to).toRecord(ledger, partition)));
        }
        producer.flush();
        return sent.stream().map(Resharding::offset).toList();
    }

    private static long offset(Future<RecordMetadata> sent) {
        try {
            return sent.get().offset();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    /** Returns the entries of a partition that belong to another one, each with its last value. */
    private Collection<ConsumerRecord<byte[], byte[]>> moving(TopicReader reader, int partition, long end, int to) {
        Map<ByteBuffer, ConsumerRecord<byte[], byte[]>> moving = new LinkedHashMap<>();
        Consumer<ConsumerRecord<byte[], byte[]>> take = record -> {
            if (ShardCount.isKey(record.key()) || shardOf(record, to) == partition) {
                return;
            }
            if (record.value() == null) {
                moving.remove(ByteBuffer.wrap(record.key()));
            } else {
                moving.put(ByteBuffer.wrap(record.key()), record);
            }
        };
        reader.read(Map.of(new TopicPartition(ledger, partition), end), record -> {
            LedgerReader.parsing(record, take);
            return false;
        });
        return moving.values();
    }

    private static int shardOf(ConsumerRecord<byte[], byte[]> record, int shards) {
        return Connection.shard(LedgerEntry.parse(record.key(), record.value()).connection(), shards);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // A send that fails makes the commit fail.
    private void send(
            Producer<byte[], byte[]> producer,
            int partition,
            Collection<ConsumerRecord<byte[], byte[]>> moving,
            int to) {
        moving.forEach(entry -> {
            producer.send(new ProducerRecord<>(ledger, shardOf(entry, to), entry.key(), entry.value()));
            producer.send(new ProducerRecord<>(ledger, partition, entry.key(), null));
            moved++;
        });
    }

    /** Ends the transaction that a killed attempt has left, or else the ledger cannot be read until Kafka ends it. */
    public void endEarlierAttempt() {
        takeOver(group + "-ledger");
    }

    private void takeOver(String transactionalId) {
        try (Producer<byte[], byte[]> fence = clients.producer(transactionalId)) {
            fence.initTransactions();
        }
    }

    /** Makes sure that the ledger has this number of partitions at least. */
    public void ensurePartitions(int shards) {
        if (TopicRanges.of(settings, List.of(ledger)).size() < shards) {
            try (TopicAdmin admin = new TopicAdmin(settings)) {
                admin.addPartitions(ledger, shards);
            }
        }
    }
}
