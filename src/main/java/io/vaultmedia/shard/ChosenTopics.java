package io.vaultmedia.shard;

import io.vaultmedia.event.Topics;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.TopicAdmin;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.common.KafkaException;

/**
 * The topics that are not known at the start: those that a host's steps choose for records, and those of a single connection.
 * Each is created like the others when it is first used. Thread safe.
 */
public final class ChosenTopics implements Consumer<String> {

    private static final Pattern NAME = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");

    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private final KafkaSettings settings;
    private final Topics topics;
    private final NewTopics missing;

    /** None chosen yet. */
    public ChosenTopics(KafkaSettings settings, Topics topics, NewTopics missing) {
        this.settings = settings;
        this.topics = topics;
        this.missing = missing;
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
        if (topics.reserved().contains(topic) && !topic.equals(topics.deadLetter())) {
            throw new IllegalArgumentException(
                    topic + " holds other records of this product: choose another topic for variants");
        }
    }

    private void ensure(String topic) {
        try (TopicAdmin admin = new TopicAdmin(settings)) {
            if (admin.describe(List.of(topic)).containsKey(topic)) {
                admin.cleanupPolicies(List.of(topic)); // And with it the topic's limits.
            } else {
                if (!missing.create()) {
                    throw new IllegalArgumentException(
                            "vault.topic.create=false, but topic " + topic + " does not exist: create it");
                }
                admin.create(List.of(missing.keepingAll(topic)));
            }
        }
    }
}
