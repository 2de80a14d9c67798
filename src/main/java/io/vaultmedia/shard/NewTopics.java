package io.vaultmedia.shard;

import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.TopicConfig;

/**
 * What to do about topics that do not exist.
 *
 * @param create false to refuse to work without them
 * @param replicationFactor of topics that are created, or empty for the broker's default
 */
public record NewTopics(boolean create, Optional<Short> replicationFactor) {

    static final String COMPACT = TopicConfig.CLEANUP_POLICY_COMPACT;

    /** Returns a topic that keeps all records, with the broker's number of partitions. */
    NewTopic keepingAll(String name) {
        return new NewTopic(name, Optional.empty(), replicationFactor);
    }

    /** Returns a topic that keeps all records in one order. */
    NewTopic ordered(String name) {
        return new NewTopic(name, Optional.of(1), replicationFactor);
    }

    /** Returns a topic that keeps the last record of each key, with this number of partitions or the broker's. */
    NewTopic compacted(String name, Optional<Integer> partitions) {
        return new NewTopic(name, partitions, replicationFactor)
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, COMPACT));
    }
}
