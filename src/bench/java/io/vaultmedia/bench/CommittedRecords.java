package io.vaultmedia.bench;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Records as a consumer of the product sees them. Thread safe. */
final class CommittedRecords {
    /**
     * About a million records are read back. With Kafka's default of 1 MB a fetch, reading them would take longer than
     * writing them.
     */
    private static final int FETCH_BYTES = 16 << 20;

    private static final int POLL_RECORDS = 10_000;

    private CommittedRecords() {}

    /** Returns a consumer at the beginning of these partitions. The caller closes it. */
    static KafkaConsumer<byte[], byte[]> of(String brokers, Collection<TopicPartition> partitions) {
        Map<String, Object> settings = Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                brokers,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG,
                FETCH_BYTES,
                ConsumerConfig.RECEIVE_BUFFER_CONFIG,
                FETCH_BYTES,
                ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
                POLL_RECORDS);
        KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        return consumer;
    }
}
