package io.vaultmedia.ledger;

import io.vaultmedia.event.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Creates the topics that are missing, and refuses existing ones with which a guarantee would not hold. */
public final class TopicSetup {

    private static final String COMPACT = TopicConfig.CLEANUP_POLICY_COMPACT;

    private final KafkaSettings settings;
    private final Topics topics;
    private final int shards;
    private final boolean create;
    private final Optional<Short> replicationFactor;

    /**
     * What the topics have to be.
     *
     * @param shards partitions of the ledger
     * @param create false to only check
     * @param replicationFactor of topics that are created, or empty for the broker's default
     */
    public TopicSetup(
            KafkaSettings settings, Topics topics, int shards, boolean create, Optional<Short> replicationFactor) {
        this.settings = settings;
        this.topics = topics;
        this.shards = shards;
        this.create = create;
        this.replicationFactor = replicationFactor;
    }

    /**
     * Leaves all topics there and right.
     *
     * @throws LedgerUnusableException where one exists with wrong settings, or is missing and must not be created
     * @throws KafkaException where Kafka does not answer
     */
    void ensure() {
        try (Admin admin = new KafkaClients(settings).admin()) {
            Map<String, TopicDescription> existing = describe(admin);
            List<NewTopic> missing = wanted().stream()
                    .filter(topic -> !existing.containsKey(topic.name()))
                    .toList();
            if (!missing.isEmpty()) {
                createAll(admin, missing);
            }
            checkLedger(admin, existing.get(topics.ledger()));
            checkKeepsAll(admin, existing.keySet());
        }
    }

    private List<NewTopic> wanted() {
        List<NewTopic> wanted = new ArrayList<>();
        topics.variants().forEach(name -> wanted.add(new NewTopic(name, Optional.empty(), replicationFactor)));
        wanted.add(new NewTopic(topics.deadLetter(), Optional.empty(), replicationFactor));
        wanted.add(new NewTopic(topics.ledger(), Optional.of(shards), replicationFactor)
                .configs(Map.of(TopicConfig.CLEANUP_POLICY_CONFIG, COMPACT)));
        return wanted;
    }

    private Map<String, TopicDescription> describe(Admin admin) {
        List<String> names = wanted().stream().map(NewTopic::name).toList();
        Map<String, TopicDescription> existing = new HashMap<>();
        admin.describeTopics(names).topicNameValues().forEach((name, description) -> {
            try {
                existing.put(name, get(description));
            } catch (UnknownTopicOrPartitionException e) {
                // Missing: what ensure() is for.
            }
        });
        return existing;
    }

    private void createAll(Admin admin, List<NewTopic> missing) {
        List<String> names = missing.stream().map(NewTopic::name).toList();
        if (!create) {
            throw new LedgerUnusableException("vault.topic.create=false, but these topics do not exist: " + names
                    + "; create them (the ledger with cleanup.policy=compact and " + shards + " partitions)");
        }
        admin.createTopics(missing).values().values().forEach(created -> {
            try {
                get(created);
            } catch (TopicExistsException e) {
                throw new KafkaException("someone else is creating the topics, too; next time they are checked", e);
            }
        });
    }

    private void checkLedger(Admin admin, TopicDescription ledger) {
        if (ledger == null) {
            return;
        }
        int partitions = ledger.partitions().size();
        if (partitions != shards) {
            throw new LedgerUnusableException("vault.shards=" + shards + ": the ledger " + ledger.name() + " has "
                    + partitions
                    + " partitions; the number of shards is fixed once the ledger exists: set vault.shards="
                    + partitions);
        }
        String policy = cleanupPolicy(admin, List.of(ledger.name())).get(ledger.name());
        if (!COMPACT.equals(policy)) {
            throw new LedgerUnusableException("topic " + ledger.name() + " has cleanup.policy=" + policy
                    + ", which would forget what was published and repeat it: set cleanup.policy=compact");
        }
    }

    /** All variants of one media item share a key: compaction would drop all of them but the last. */
    private void checkKeepsAll(Admin admin, Collection<String> existing) {
        List<String> keepsAll =
                existing.stream().filter(name -> !name.equals(topics.ledger())).toList();
        cleanupPolicy(admin, keepsAll).forEach((name, policy) -> {
            if (policy.contains(COMPACT)) {
                throw new LedgerUnusableException("topic " + name + " has cleanup.policy=" + policy
                        + ", which would lose all but the last variant of a media item: set cleanup.policy=delete");
            }
        });
    }

    private static Map<String, String> cleanupPolicy(Admin admin, Collection<String> names) {
        List<ConfigResource> resources = names.stream()
                .map(name -> new ConfigResource(ConfigResource.Type.TOPIC, name))
                .toList();
        Map<String, String> policies = new HashMap<>();
        Map<ConfigResource, Config> configs =
                get(admin.describeConfigs(resources).all());
        configs.forEach((resource, config) -> policies.put(
                resource.name(), config.get(TopicConfig.CLEANUP_POLICY_CONFIG).value()));
        return policies;
    }

    /** Waits for an answer of the admin client; throws KafkaException where there is none. */
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
}
