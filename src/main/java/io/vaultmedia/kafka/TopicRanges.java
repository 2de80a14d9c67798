package io.vaultmedia.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;

/** Which offsets the partitions of topics have now. Thread safe. */
public final class TopicRanges {

    private TopicRanges() {}

    /**
     * The offsets of a partition.
     *
     * @param start of its first record that Kafka has not deleted
     * @param end behind its last record, those of unfinished transactions included
     */
    public record Range(long start, long end) {

        /** Returns the number of offsets. */
        public long size() {
            return end - start;
        }
    }

    /** Returns the offsets of each partition of those of the topics that exist. Throws KafkaException if Kafka does not answer. */
    public static Map<TopicPartition, Range> of(KafkaSettings settings, Collection<String> names) {
        try (ClusterInspection cluster = new ClusterInspection(settings);
                Admin admin = new KafkaClients(settings).admin()) {
            List<TopicPartition> partitions = cluster.topics(names).values().stream()
                    .flatMap(topic -> topic.partitions().stream()
                            .map(partition -> new TopicPartition(topic.name(), partition.partition())))
                    .toList();
            Map<TopicPartition, Long> starts = offsets(admin, partitions, OffsetSpec.earliest());
            Map<TopicPartition, Long> ends = offsets(admin, partitions, OffsetSpec.latest());
            return partitions.stream()
                    .collect(Collectors.toMap(Function.identity(), p -> new Range(starts.get(p), ends.get(p))));
        }
    }

    private static Map<TopicPartition, Long> offsets(Admin admin, List<TopicPartition> partitions, OffsetSpec which) {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        ClusterInspection.get(admin.listOffsets(
                                partitions.stream().collect(Collectors.toMap(Function.identity(), p -> which)))
                        .all())
                .forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        return offsets;
    }
}
