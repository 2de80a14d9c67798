package io.vaultmedia.config;

import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.event.Topics;
import io.vaultmedia.shard.NewTopics;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where records go.
 *
 * @param names the names of all topics
 * @param missing what to do about those that do not exist
 */
public record TopicSettings(Topics names, NewTopics missing) {

    static final String PREFIX = "vault.topic.prefix";
    private static final String NAME = "vault.topic.name";
    private static final String DEAD_LETTER = "vault.topic.dead-letter";
    private static final String RIGHT = "must be of letters, digits, '.', '_', '-' and {prefix}";

    private static final String TAKEN = "is another topic of this product: choose another name";

    /** What Kafka takes. */
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,249}");

    static TopicSettings read(SettingsReader in) {
        Topics topics = new Topics(
                Settings.name(in, PREFIX),
                pattern(in, NAME, RIGHT + ", {type}, {connection}", "type|connection|prefix"),
                pattern(in, DEAD_LETTER, RIGHT, "prefix"));
        requireTopic(in, DEAD_LETTER, topics.deadLetter());
        if (topics.reserved().size() < Topics.RESERVED) {
            throw wrong(in, DEAD_LETTER, topics.deadLetter(), TAKEN);
        }
        topics.variants().forEach(topic -> requireFree(in, topics, topic));
        return new TopicSettings(topics, new NewTopics(in.flag("vault.topic.create"), replicationFactor(in)));
    }

    /** Throws ConfigurationException unless the variants of each of these connections have topics with usable names. */
    void require(SettingsReader in, List<ConnectionSettings> connections) {
        for (ConnectionSettings one : names.isPerConnection() ? connections : List.<ConnectionSettings>of()) {
            for (String topic : names.variantsOf(one.connection().name())) {
                if (!isTopic(topic) || names.reserved().contains(topic)) {
                    throw in.wrong(
                            NAME,
                            in.required(NAME, RIGHT),
                            "the connection " + one.connection()
                                    + " needs an alias with which this is the name of a topic,"
                                    + " and of none that holds other records of this product");
                }
            }
        }
    }

    private static void requireFree(SettingsReader in, Topics topics, String topic) {
        requireTopic(in, NAME, topic);
        if (topics.reserved().contains(topic)) {
            throw wrong(in, NAME, topic, TAKEN);
        }
    }

    private static boolean isTopic(String name) {
        return TOPIC.matcher(name).matches();
    }

    private static void requireTopic(SettingsReader in, String key, String topic) {
        if (!isTopic(topic)) {
            throw wrong(in, key, topic, "has no usable name, which is 1 to 249 letters, digits, '.', '_' and '-'");
        }
    }

    private static ConfigurationException wrong(SettingsReader in, String key, String topic, String what) {
        return in.wrong(key, in.required(key, RIGHT), "the topic " + topic + " " + what);
    }

    private static String pattern(SettingsReader in, String key, String right, String words) {
        String value = in.required(key, right);
        if (!value.matches("([A-Za-z0-9._-]|\\{(" + words + ")})+")) {
            throw in.wrong(key, value, right);
        }
        return value;
    }

    private static Optional<Short> replicationFactor(SettingsReader in) {
        String key = "vault.topic.replication-factor";
        return in.text(key).map(value -> (short) in.number(key, 1, Short.MAX_VALUE));
    }
}
