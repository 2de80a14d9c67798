package io.vaultmedia.bench;

import java.util.Collection;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** What any of the product's consumers would see. Thread safe. */
final class CommittedRecords {
    /** A million records are read back in all: by Kafka's default of 1 MB each it would take longer than to write them. */
    private static final int FETCH_BYTES = 16 << 20;

    private static final int POLL_RECORDS = 10_000;

    private CommittedRecords() {}

    /** A consumer at the beginning of these partitions; whoever gets it closes it. */
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
