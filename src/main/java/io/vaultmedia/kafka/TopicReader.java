package io.vaultmedia.kafka;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Reads the committed records of partitions up to given offsets. If a transaction is open before such an offset, reading waits
 * until Kafka has ended it: what was committed behind it cannot be seen before. Its first read
 * opens a consumer, which the next ones use, too. Used by one thread at a time.
 */
public final class TopicReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(500);

    private final KafkaClients clients;
    private final Duration patience;
    private Consumer<byte[], byte[]> consumer;

    /** @param patience how long reading may make no progress */
    public TopicReader(KafkaSettings settings, Duration patience) {
        this.clients = new KafkaClients(settings);
        this.patience = patience;
    }

    /**
     * Reads from the beginning to these offsets, or until a record is the last one that is wanted.
     *
     * @param isLast is given each record, in the order of its partition; returns true to stop
     * @throws KafkaException if Kafka does not answer, or if reading makes no progress
     */
    public void read(Map<TopicPartition, Long> ends, Predicate<ConsumerRecord<byte[], byte[]>> isLast) {
        read(Map.of(), ends, isLast);
    }

    /**
     * The same from other offsets on.
     *
     * @param starts where to begin; a partition that is not in it is read from its beginning
     */
    public void read(
            Map<TopicPartition, Long> starts,
            Map<TopicPartition, Long> ends,
            Predicate<ConsumerRecord<byte[], byte[]>> isLast) {
        Map<TopicPartition, Long> left = new HashMap<>(ends);
        left.entrySet().removeIf(end -> end.getValue() <= starts.getOrDefault(end.getKey(), 0L));
        if (left.isEmpty()) {
            return;
        }
        if (consumer == null) {
            consumer = clients.reader();
        }
        consumer.assign(left.keySet());
        consumer.resume(left.keySet()); // The read before may have paused them.
        left.keySet().forEach(partition -> {
            if (starts.containsKey(partition)) {
                consumer.seek(partition, starts.get(partition));
            } else {
                consumer.seekToBeginning(List.of(partition));
            }
        });
        readAll(left, isLast);
    }

    private void readAll(Map<TopicPartition, Long> left, Predicate<ConsumerRecord<byte[], byte[]>> isLast) {
        long before = -1;
        long lastProgress = System.nanoTime();
        while (!left.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (isLast.test(record)) {
                    return;
                }
            }
            long now = left.keySet().stream().mapToLong(consumer::position).sum();
            if (now != before) {
                before = now;
                lastProgress = System.nanoTime();
            } else if (System.nanoTime() - lastProgress > patience.toNanos()) {
                throw new KafkaException("reading " + left.keySet() + " makes no progress for " + patience.toSeconds()
                        + " s: a transaction may be open there");
            }
            if (left.entrySet().removeIf(end -> consumer.position(end.getKey()) >= end.getValue()) && !left.isEmpty()) {
                consumer.pause(consumer.assignment().stream()
                        .filter(partition -> !left.containsKey(partition))
                        .toList());
                before = -1;
            }
        }
    }

    @Override
    public void close() {
        if (consumer != null) {
            consumer.close();
            consumer = null;
        }
    }
}
