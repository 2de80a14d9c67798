package io.vaultmedia.shard;

import io.vaultmedia.event.Topics;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.TopicAdmin;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;

/** The topics that a host's steps choose for records: each is created like ours when it is chosen first. Thread safe. */
public final class ChosenTopics implements Consumer<String> {

    private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final KafkaSettings settings;
    private final String ledger;
    private final boolean create;
    private final Optional<Short> replicationFactor;

    /**
     * None chosen yet.
     *
     * @param create false to only check that they are there
     * @param replicationFactor of topics that are created, or empty for the broker's default
     */
    public ChosenTopics(KafkaSettings settings, Topics topics, boolean create, Optional<Short> replicationFactor) {
        this.settings = settings;
        this.ledger = topics.ledger();
        this.create = create;
        this.replicationFactor = replicationFactor;
        this.known.addAll(topics.variants());
    }

    /**
     * Returns once the topic exists.
     *
     * @throws IllegalArgumentException if no topic can have this name, or if it is missing and must not be created
     * @throws KafkaException if Kafka does not answer, or its ACLs do not allow it
     */
    @Override
    public void accept(String topic) {
        if (!known.contains(topic)) {
            requireName(topic);
            ensure(topic);
            known.add(topic);
        }
    }

    private void requireName(String topic) {
        if (!NAME.matcher(topic).matches()) {
            throw new IllegalArgumentException("a topic's name must be 1 to 249 letters, digits, '.', '_' and '-'");
        }
        if (topic.equals(ledger)) {
            throw new IllegalArgumentException("the ledger is no topic for records: choose another one than " + topic);
        }
    }

    private void ensure(String topic) {
        try (TopicAdmin admin = new TopicAdmin(settings)) {
            if (admin.describe(List.of(topic)).containsKey(topic)) {
                admin.cleanupPolicies(List.of(topic)); // And with it the topic's limits.
            } else {
                if (!create) {
                    throw new IllegalArgumentException(
                            "vault.topic.create=false, but topic " + topic + " does not exist: create it");
                }
                admin.create(List.of(new NewTopic(topic, Optional.empty(), replicationFactor)));
            }
        }
    }
}
