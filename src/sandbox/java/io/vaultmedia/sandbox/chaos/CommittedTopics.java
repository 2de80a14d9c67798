package io.vaultmedia.sandbox.chaos;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Reads topics below one prefix from the beginning, by a consumer that is not the product's and has no group. Each call opens a
 * consumer of its own. Thread safe.
 */
public final class CommittedTopics {

    /** A broker that is frozen accepts connections: by Kafka's default, it would hold the check itself up for 30 s. */
    private static final int REQUEST_TIMEOUT_MS = 4_000;

    private final Map<String, Object> committed = new HashMap<>();
    private final String prefix;

    /**
     * Reads the topics below this prefix.
     *
     * @param client settings of a Kafka client; not changed
     */
    public CommittedTopics(Map<?, ?> client, String prefix) {
        committed.put("request.timeout.ms", REQUEST_TIMEOUT_MS);
        client.forEach((key, value) -> committed.put(key.toString(), value));
        committed.put("isolation.level", "read_committed");
        this.prefix = prefix;
    }

    /**
     * Returns all records that are committed by now, partition by partition in the order of their offsets.
     *
     * @param topics chooses by the name below the prefix
     */
    public List<ConsumerRecord<byte[], byte[]>> read(Predicate<String> topics) {
        try (Consumer<byte[], byte[]> consumer = consumer(committed)) {
            return readToEnd(consumer, consumer.endOffsets(assign(consumer, topics)));
        }
    }

    /**
     * Returns all records that were written by now. A transaction becomes visible in one partition after the other: reads on
     * until those that are being committed are visible in all.
     */
    public List<ConsumerRecord<byte[], byte[]>> readWritten(Predicate<String> topics) {
        Map<String, Object> written = new HashMap<>(committed);
        written.put("isolation.level", "read_uncommitted");
        try (Consumer<byte[], byte[]> consumer = consumer(committed);
                Consumer<byte[], byte[]> ends = consumer(written)) {
            return readToEnd(consumer, ends.endOffsets(assign(consumer, topics)));
        }
    }

    private static Consumer<byte[], byte[]> consumer(Map<String, Object> settings) {
        return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    /** Returns the partitions, which the consumer has from now on, at their beginning. */
    private List<TopicPartition> assign(Consumer<byte[], byte[]> consumer, Predicate<String> topics) {
        List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                .filter(topic -> topic.getKey().startsWith(prefix + ".")
                        && topics.test(topic.getKey().substring(prefix.length() + 1)))
                .flatMap(topic -> topic.getValue().stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return partitions;
    }

    private static List<ConsumerRecord<byte[], byte[]>> readToEnd(
            Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(Duration.ofMillis(100)).forEach(records::add);
        }
        return records;
    }
}
