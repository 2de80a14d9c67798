package io.vaultmedia.kafka;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.CreateTopicsResult;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Our requests about topics. Throws NotAllowedException if an ACL is missing, and other KafkaExceptions if Kafka does not
 * answer. Not thread safe.
 */
public final class TopicAdmin implements AutoCloseable {

    private final KafkaSettings settings;
    private final Admin admin;

    public TopicAdmin(KafkaSettings settings) {
        this.settings = settings;
        admin = new KafkaClients(settings).admin();
    }

    /** Those of the topics that exist. Throws if we may not write to one of them. */
    public Map<String, TopicDescription> describe(Collection<String> names) {
        Map<String, TopicDescription> existing = new HashMap<>();
        askAbout(names).forEach((name, answer) -> {
            try {
                existing.put(name, allowing(AclOperation.WRITE, name, answer));
            } catch (UnknownTopicOrPartitionException e) {
                // Missing: it is not in the answer.
            }
        });
        return existing;
    }

    /** Creates topics. Throws if another replica creates them at the same time. */
    public void create(Collection<NewTopic> missing) {
        CreateTopicsResult result = admin.createTopics(missing);
        result.values().forEach((name, created) -> {
            try {
                get(created, AclOperation.CREATE, name);
            } catch (TopicExistsException e) {
                throw new ExplainedException(
                        "another replica is creating the topics, too; they are checked at the next attempt", e);
            }
            limitBatches(get(result.config(name), AclOperation.DESCRIBE_CONFIGS, name));
        });
    }

    /**
     * The end offset of a partition, with or without what follows the start of an open transaction. Throws if we may not read
     * the partition, even if it is empty: else that would show only at the next restart.
     */
    public long endOf(TopicPartition partition, IsolationLevel level) {
        String topic = partition.topic();
        ListOffsetsResultInfo end = get(
                admin.listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(level))
                        .partitionResult(partition),
                AclOperation.READ,
                topic);
        allowing(AclOperation.READ, topic, askAbout(List.of(topic)).get(topic));
        return end.offset();
    }

    /** The same of each partition of a topic, by its number. */
    public Map<Integer, Long> endsOf(String topic, int partitions) {
        Map<TopicPartition, OffsetSpec> latest = new HashMap<>();
        IntStream.range(0, partitions).forEach(p -> latest.put(new TopicPartition(topic, p), OffsetSpec.latest()));
        ListOffsetsResult result = admin.listOffsets(latest);
        Map<Integer, Long> ends = new HashMap<>();
        latest.keySet()
                .forEach(p -> ends.put(
                        p.partition(),
                        get(result.partitionResult(p), AclOperation.READ, topic).offset()));
        return ends;
    }

    /** Adds partitions to a topic until it has this number. */
    public void addPartitions(String topic, int partitions) {
        get(
                admin.createPartitions(Map.of(topic, NewPartitions.increaseTo(partitions)))
                        .values()
                        .get(topic),
                AclOperation.ALTER,
                topic);
    }

    /** The {@code cleanup.policy} of each of these existing topics. */
    public Map<String, String> cleanupPolicies(Collection<String> names) {
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, String> policies = new HashMap<>();
        admin.describeConfigs(resources).values().forEach((resource, future) -> {
            Config config = get(future, AclOperation.DESCRIBE_CONFIGS, resource.name());
            limitBatches(config);
            policies.put(
                    resource.name(),
                    config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value());
        });
        return policies;
    }

    /**
     * What keeps acknowledged records of each of these existing topics; empty if the cluster has one broker, whose loss no
     * setting makes up for.
     */
    public Map<String, Durability> durability(Collection<TopicDescription> topics) {
        Map<String, Durability> durability = new HashMap<>();
        if (get(admin.describeCluster().nodes(), AclOperation.DESCRIBE, "the cluster")
                        .size()
                > 1) {
            Map<ConfigResource, TopicDescription> resources = new HashMap<>();
            topics.forEach(topic -> resources.put(new ConfigResource(ConfigResource.Type.TOPIC, topic.name()), topic));
            admin.describeConfigs(resources.keySet()).values().forEach((resource, future) -> {
                Config config = get(future, AclOperation.DESCRIBE_CONFIGS, resource.name());
                durability.put(resource.name(), durability(resources.get(resource), config));
            });
        }
        return durability;
    }

    private static Durability durability(TopicDescription topic, Config config) {
        int replicas = topic.partitions().stream()
                .mapToInt(partition -> partition.replicas().size())
                .min()
                .orElse(0);
        String minInsync = config.get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG).value();
        String unclean =
                config.get(TopicConfig.UNCLEAN_LEADER_ELECTION_ENABLE_CONFIG).value();
        return new Durability(replicas, Integer.parseInt(minInsync), Boolean.parseBoolean(unclean));
    }

    /** A batch must fit into each of our topics: see {@link KafkaSettings#limitBatches}. */
    private void limitBatches(Config topic) {
        ConfigEntry limit = topic.get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
        if (limit != null && limit.value() != null) {
            settings.limitBatches(Integer.parseInt(limit.value()));
        }
    }

    private Map<String, KafkaFuture<TopicDescription>> askAbout(Collection<String> topics) {
        DescribeTopicsOptions withWhatWeMay = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        return admin.describeTopics(topics, withWhatWeMay).topicNameValues();
    }

    private static TopicDescription allowing(
            AclOperation operation, String topic, KafkaFuture<TopicDescription> answer) {
        TopicDescription description = get(answer, operation, topic);
        Set<AclOperation> allowed = description.authorizedOperations();
        if (allowed != null && !allowed.contains(operation)) { // Very old brokers do not say.
            throw new NotAllowedException(operation, "topic " + topic);
        }
        return description;
    }

    private static <T> T get(KafkaFuture<T> future, AclOperation operation, String topic) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof AuthorizationException refused) {
                throw new NotAllowedException(operation, "topic " + topic, refused);
            }
            throw e.getCause() instanceof KafkaException cause ? cause : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptException(e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
