package io.vaultmedia.kafka;

import java.time.Duration;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.CreateTopicsOptions;
import org.apache.kafka.clients.admin.DescribeTopicsOptions;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * What a person wants to know of a cluster before the product runs there. It creates and changes nothing, except that {@link
 * #tryTransactions} makes Kafka remember one transactional id. Each method throws KafkaException if Kafka does not answer. Not
 * thread safe.
 */
public final class ClusterInspection implements AutoCloseable {

    /** No member has this name: to remove it tries the right to leave the group, and changes nothing. */
    private static final String NOBODY = "vault-media-routes-check-nobody";

    private static final long BROKERS_DEFAULT_TIMEOUT = 15 * 60_000;

    private final KafkaSettings settings;
    private final Admin admin;

    public ClusterInspection(KafkaSettings settings) {
        this.settings = settings;
        this.admin = new KafkaClients(settings).admin();
    }

    /** Returns the brokers, at the addresses that they advertise. */
    public Collection<Node> brokers() {
        return get(admin.describeCluster().nodes());
    }

    /** Returns if a client can be opened at this broker's advertised address. */
    public void requireReachable(Node broker) {
        Properties client = settings.admin();
        client.put(
                CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
                new BrokerAddress(broker.host(), broker.port()).toString());
        client.put(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG, 5_000);
        client.put(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, 5_000);
        try (Admin there = KafkaClients.admin(client)) {
            get(there.describeCluster().nodes());
        }
    }

    /** Returns a setting of the brokers; empty if we may not read it. */
    public Optional<String> brokerSetting(String name) {
        ConfigResource broker = new ConfigResource(
                ConfigResource.Type.BROKER, brokers().iterator().next().idString());
        try {
            ConfigEntry entry = get(admin.describeConfigs(List.of(broker)).all())
                    .get(broker)
                    .get(name);
            return Optional.ofNullable(entry).map(ConfigEntry::value);
        } catch (AuthorizationException e) {
            return Optional.empty();
        }
    }

    /** Returns the time-out, or the longest one that brokers allow to transactions if that is less. */
    public Duration allowedTransactionTimeout(Duration wanted) {
        long most =
                brokerSetting("transaction.max.timeout.ms").map(Long::parseLong).orElse(BROKERS_DEFAULT_TIMEOUT);
        return Duration.ofMillis(Math.min(most, wanted.toMillis()));
    }

    /** Returns those of the topics that exist. Throws AuthorizationException if we may not ask about one. */
    public Map<String, TopicDescription> topics(Collection<String> names) {
        Map<String, TopicDescription> existing = new HashMap<>();
        DescribeTopicsOptions options = new DescribeTopicsOptions().includeAuthorizedOperations(true);
        admin.describeTopics(names, options).topicNameValues().forEach((name, answer) -> {
            try {
                existing.put(name, get(answer));
            } catch (UnknownTopicOrPartitionException e) {
                // Missing: it is not in the answer.
            } catch (TopicAuthorizationException e) { // Kafka's own does not always name it.
                throw new TopicAuthorizationException(Set.of(name));
            }
        });
        return existing;
    }

    /** Returns the settings of an existing topic. Throws AuthorizationException if we may not read them. */
    public Map<String, String> topicSettings(String topic) {
        ConfigResource resource = new ConfigResource(ConfigResource.Type.TOPIC, topic);
        Map<String, String> values = new HashMap<>();
        get(admin.describeConfigs(List.of(resource)).all())
                .get(resource)
                .entries()
                .forEach(entry -> values.put(entry.name(), entry.value()));
        return values;
    }

    /** Asks Kafka whether it would create the topic; it does not. */
    public void tryCreate(NewTopic topic) {
        get(admin.createTopics(List.of(topic), new CreateTopicsOptions().validateOnly(true))
                .all());
    }

    /** Returns the consumer group; empty if there is none of this name. */
    public Optional<ConsumerGroupDescription> group(String group) {
        try {
            return Optional.of(get(admin.describeConsumerGroups(List.of(group))
                    .describedGroups()
                    .get(group)));
        } catch (GroupIdNotFoundException e) {
            return Optional.empty();
        }
    }

    /** Returns if we may be a member of the group. Throws AuthorizationException if not. */
    public void tryGroup(String group) {
        try {
            get(admin.removeMembersFromConsumerGroup(
                            group, new RemoveMembersFromConsumerGroupOptions(Set.of(new MemberToRemove(NOBODY))))
                    .memberResult(new MemberToRemove(NOBODY)));
        } catch (AuthorizationException e) {
            throw e;
        } catch (KafkaException e) {
            // Kafka knows no such member: so it has looked.
        }
    }

    /**
     * Opens and closes a transactional producer. Kafka remembers its id for {@code transactional.id.expiration.ms}. Nobody else
     * uses this id, so nobody is fenced.
     */
    public void tryTransactions(String transactionalId) {
        try (Producer<byte[], byte[]> producer = new KafkaClients(settings).producer(transactionalId)) {
            producer.initTransactions();
        }
    }

    /** Returns the {@code transaction.timeout.ms} of our producers. */
    public long transactionTimeoutMillis() {
        Object own = settings.producer("").get(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG);
        return own == null ? 60_000 : Long.parseLong(own.toString());
    }

    /** Returns those of these operations that we may not perform on a topic. */
    public static Set<AclOperation> forbidden(TopicDescription topic, Set<AclOperation> wanted) {
        if (topic.authorizedOperations() == null) { // Very old brokers do not say.
            return Set.of();
        }
        Set<AclOperation> missing = EnumSet.copyOf(wanted);
        missing.removeAll(topic.authorizedOperations());
        return missing;
    }

    static <T> T get(KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
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
