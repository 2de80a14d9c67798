package io.vaultmedia.bench;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** The topics that variants are published to, under one prefix. For one thread. */
final class Topics {
    private static final ListOffsetsOptions COMMITTED = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED);

    private final Admin admin;
    private final String prefix;

    Topics(Admin admin, String prefix) {
        this.admin = admin;
        this.prefix = prefix;
    }

    String prefix() {
        return prefix;
    }

    private List<String> names() {
        return Stream.of("image", "video", "audio", "other")
                .map(type -> prefix + "." + type)
                .toList();
    }

    /** Creates them as the product would: with the broker's default number of partitions. */
    void create() throws ExecutionException, InterruptedException {
        admin.createTopics(names().stream()
                        .map(name -> new NewTopic(name, Optional.empty(), Optional.empty()))
                        .toList())
                .all()
                .get();
    }

    /** Returns their partitions, or none until they exist. */
    List<TopicPartition> partitions() throws ExecutionException, InterruptedException {
        try {
            return admin.describeTopics(names()).allTopicNames().get().values().stream()
                    .flatMap(Topics::partitions)
                    .toList();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return List.of();
            }
            throw e;
        }
    }

    private static Stream<TopicPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream().map(partition -> new TopicPartition(topic.name(), partition.partition()));
    }

    /** Returns the last offsets that a read_committed consumer can read now. */
    Map<TopicPartition, Long> readable(Collection<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> latest =
                partitions.stream().collect(Collectors.toMap(partition -> partition, partition -> OffsetSpec.latest()));
        return admin.listOffsets(latest, COMMITTED).all().get().entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, end -> end.getValue().offset()));
    }
}
