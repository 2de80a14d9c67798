package io.vaultmedia.testkit;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;

/** Reads the topics below a prefix as a {@code read_committed} consumer does. Thread safe. */
final class PublishedRecords {

    private static final Set<String> OWN = Set.of("ledger", "progress");
    private static final Duration POLL = Duration.ofMillis(100);

    private final Map<String, Object> settings;
    private final String prefix;

    PublishedRecords(String bootstrapServers, String topicPrefix) {
        this.settings = Map.of("bootstrap.servers", bootstrapServers, "isolation.level", "read_committed");
        this.prefix = topicPrefix + ".";
    }

    /** Returns all records that are committed by now, but for those that the routes write for themselves. */
    List<PublishedRecord> all() {
        try (Consumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partitions = consumer.listTopics().entrySet().stream()
                    .filter(topic -> topic.getKey().startsWith(prefix)
                            && !OWN.contains(topic.getKey().substring(prefix.length())))
                    .flatMap(topic -> topic.getValue().stream())
                    .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            return readToEnd(consumer, consumer.endOffsets(partitions));
        }
    }

    private static List<PublishedRecord> readToEnd(Consumer<String, String> consumer, Map<TopicPartition, Long> ends) {
        List<PublishedRecord> records = new ArrayList<>();
        while (ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue())) {
            consumer.poll(POLL).forEach(record -> records.add(PublishedRecord.of(record)));
        }
        return records;
    }
}
