package io.vaultmedia.shard;

import io.vaultmedia.event.Topics;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.LedgerUnusableException;
import io.vaultmedia.kafka.TopicAdmin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.TopicConfig;

/** Creates missing topics, and refuses existing ones with which a guarantee would not hold. */
public final class TopicSetup {

    private static final String COMPACT = TopicConfig.CLEANUP_POLICY_COMPACT;

    private final KafkaSettings settings;
    private final Topics topics;
    private final int shards;
    private final boolean create;
    private final Optional<Short> replicationFactor;

    /**
     * Checks and creates these topics.
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
     * Creates what is missing, and checks the rest.
     *
     * @return the number of partitions of the ledger
     * @throws LedgerUnusableException if one exists with wrong settings, or is missing and must not be created
     * @throws KafkaException if Kafka does not answer, or an ACL is missing
     */
    int ensure() {
        try (TopicAdmin admin = new TopicAdmin(settings)) {
            Map<String, TopicDescription> existing =
                    admin.describe(wanted().stream().map(NewTopic::name).toList());
            List<NewTopic> missing = wanted().stream()
                    .filter(topic -> !existing.containsKey(topic.name()))
                    .toList();
            if (!missing.isEmpty()) {
                createAll(admin, missing);
            }
            checkKeepsAll(admin, existing.keySet());
            TopicDescription ledger = existing.get(topics.ledger());
            if (ledger == null) {
                return shards;
            }
            checkCompacted(admin, ledger.name());
            return ledger.partitions().size();
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

    private void createAll(TopicAdmin admin, List<NewTopic> missing) {
        List<String> names = missing.stream().map(NewTopic::name).toList();
        if (!create) {
            throw new LedgerUnusableException("vault.topic.create=false, but these topics do not exist: " + names
                    + "; create them (the ledger with cleanup.policy=compact and " + shards + " partitions)");
        }
        admin.create(missing);
    }

    private void checkCompacted(TopicAdmin admin, String ledger) {
        String policy = admin.cleanupPolicies(List.of(ledger)).get(ledger);
        if (!COMPACT.equals(policy)) {
            throw new LedgerUnusableException("topic " + ledger + " has cleanup.policy=" + policy
                    + ", which would forget what was published and repeat it: set cleanup.policy=compact");
        }
    }

    /** All variants of one media item share a key: compaction would drop all of them but the last. */
    private void checkKeepsAll(TopicAdmin admin, Collection<String> existing) {
        List<String> keepsAll =
                existing.stream().filter(name -> !name.equals(topics.ledger())).toList();
        admin.cleanupPolicies(keepsAll).forEach((name, policy) -> {
            if (policy.contains(COMPACT)) {
                throw new LedgerUnusableException("topic " + name + " has cleanup.policy=" + policy
                        + ", which would lose all but the last variant of a media item: set cleanup.policy=delete");
            }
        });
    }
}
