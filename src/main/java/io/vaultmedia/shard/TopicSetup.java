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
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Creates missing topics, and refuses existing ones with which a guarantee would not hold. */
public final class TopicSetup {

    private static final Logger LOG = LoggerFactory.getLogger(TopicSetup.class);
    private static final String COMPACT = NewTopics.COMPACT;

    private final AtomicBoolean hasLooked = new AtomicBoolean();
    private final KafkaSettings settings;
    private final Topics topics;
    private final int shards;
    private final boolean hasProgress;
    private final NewTopics rules;

    /**
     * Checks and creates these topics.
     *
     * @param shards partitions of the ledger
     * @param hasProgress true if there is a topic that says how far connections are complete
     * @param rules what to do about topics that do not exist
     */
    public TopicSetup(KafkaSettings settings, Topics topics, int shards, boolean hasProgress, NewTopics rules) {
        this.settings = settings;
        this.topics = topics;
        this.shards = shards;
        this.hasProgress = hasProgress;
        this.rules = rules;
    }

    /**
     * Creates what is missing, and checks the rest.
     *
     * @return the number of partitions of the ledger
     * @throws LedgerUnusableException if one exists with wrong settings, or is missing and must not be created
     * @throws KafkaException if Kafka does not answer, or an ACL is missing
     */
    int ensure(TopicAdmin admin) {
        List<String> names = wanted().stream().map(NewTopic::name).toList();
        Map<String, TopicDescription> existing = admin.describe(names);
        List<NewTopic> missing = wanted().stream()
                .filter(topic -> !existing.containsKey(topic.name()))
                .toList();
        if (!missing.isEmpty()) {
            createAll(admin, missing);
        }
        check(admin, existing);
        warnOfWeakness(admin, missing.isEmpty() ? existing : admin.describe(names));
        TopicDescription ledger = existing.get(topics.ledger());
        return ledger == null ? shards : ledger.partitions().size();
    }

    /** A record that is lost with its broker is lost for all: no guarantee covers it. Looks once. */
    private void warnOfWeakness(TopicAdmin admin, Map<String, TopicDescription> existing) {
        if (hasLooked.getAndSet(true)) {
            return;
        }
        List<String> weak = admin.durability(existing.values()).entrySet().stream()
                .filter(topic -> topic.getValue().weakness().isPresent())
                .map(topic ->
                        topic.getKey() + " (" + topic.getValue().weakness().get() + ")")
                .sorted()
                .toList();
        if (!weak.isEmpty()) {
            LOG.warn(
                    "Committed records can be lost with a single broker in topics {}: use three replicas,"
                            + " min.insync.replicas=2 and unclean.leader.election.enable=false",
                    weak);
        }
    }

    /** Returns all topics, as they are created if they are missing. */
    public List<NewTopic> wanted() {
        List<NewTopic> wanted = new ArrayList<>();
        topics.variants().forEach(name -> wanted.add(rules.keepingAll(name)));
        wanted.add(rules.keepingAll(topics.deadLetter()));
        wanted.add(rules.ordered(topics.signals()));
        wanted.add(rules.keepingAll(topics.notifications()));
        wanted.add(rules.compacted(topics.ledger(), Optional.of(shards)));
        if (hasProgress) {
            wanted.add(rules.compacted(topics.progress(), Optional.empty()));
        }
        return wanted;
    }

    /**
     * Checks the topics that exist, and creates none.
     *
     * @throws LedgerUnusableException if one has wrong settings
     */
    public void check() {
        try (TopicAdmin admin = new TopicAdmin(settings)) {
            check(admin, admin.describe(wanted().stream().map(NewTopic::name).toList()));
        }
    }

    private void check(TopicAdmin admin, Map<String, TopicDescription> existing) {
        checkKeepsAll(admin, existing.keySet());
        checkOrderOfSignals(existing);
        if (existing.containsKey(topics.ledger())) {
            checkLedger(admin);
        }
        if (existing.containsKey(topics.progress())) {
            checkProgress(admin);
        }
    }

    private void createAll(TopicAdmin admin, List<NewTopic> missing) {
        List<String> names = missing.stream().map(NewTopic::name).toList();
        if (!rules.create()) {
            throw new LedgerUnusableException("vault.topic.create=false, but these topics do not exist: " + names
                    + "; create them (the ledger with cleanup.policy=compact and " + shards
                    + " partitions, the one of progress with cleanup.policy=compact, that of signals with one"
                    + " partition)");
        }
        admin.create(missing);
    }

    private void checkLedger(TopicAdmin admin) {
        String ledger = topics.ledger();
        String policy = admin.cleanupPolicies(List.of(ledger)).get(ledger);
        if (!COMPACT.equals(policy)) {
            throw new LedgerUnusableException("topic " + ledger + " has cleanup.policy=" + policy
                    + ", which would forget what was published and repeat it: set cleanup.policy=compact");
        }
    }

    /** Throws NotAllowedException if signals cannot be read. Called last: a topic that was just created is not known at once. */
    void requireSignals(TopicAdmin admin) {
        admin.endOf(new TopicPartition(topics.signals(), 0), IsolationLevel.READ_COMMITTED);
    }

    private void checkOrderOfSignals(Map<String, TopicDescription> existing) {
        TopicDescription signals = existing.get(topics.signals());
        if (signals != null && signals.partitions().size() != 1) {
            throw new LedgerUnusableException("topic " + signals.name() + " has "
                    + signals.partitions().size()
                    + " partitions, so that its signals have no order: delete it, and create it with one");
        }
    }

    /** Other policies may be added to this one: a connection that is well has a new record within the interval. */
    private void checkProgress(TopicAdmin admin) {
        String topic = topics.progress();
        String policy = admin.cleanupPolicies(List.of(topic)).get(topic);
        if (!policy.contains(COMPACT)) {
            throw new LedgerUnusableException("topic " + topic + " has cleanup.policy=" + policy
                    + ", which would forget how far a connection is complete: set cleanup.policy=compact");
        }
    }

    /** All variants of one media item share a key: compaction would drop all of them but the last. */
    private void checkKeepsAll(TopicAdmin admin, Collection<String> existing) {
        List<String> keepsAll = existing.stream()
                .filter(name -> !name.equals(topics.ledger()) && !name.equals(topics.progress()))
                .toList();
        admin.cleanupPolicies(keepsAll).forEach((name, policy) -> {
            if (policy.contains(COMPACT)) {
                throw new LedgerUnusableException("topic " + name + " has cleanup.policy=" + policy
                        + ", which would lose all but the last variant of a media item: set cleanup.policy=delete");
            }
        });
    }
}
