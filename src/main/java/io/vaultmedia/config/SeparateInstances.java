package io.vaultmedia.config;

import io.vaultmedia.event.Topics;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/**
 * Refuses two instances on one Kafka cluster that have the same consumer group, which is also the prefix of their transactional ids,
 * or a topic in common. Each would fence the other, or take the other's ledger for its own; and no one could tell afterwards which of
 * them has published what.
 */
final class SeparateInstances {

    private SeparateInstances() {}

    /**
     * Throws ConfigurationException for the first two that are not separate.
     *
     * @param onOneCluster returns true for two instances that use the same Kafka
     */
    static void check(List<Settings> all, BiPredicate<Settings, Settings> onOneCluster) {
        for (int i = 0; i < all.size(); i++) {
            for (Settings other : all.subList(0, i)) {
                if (onOneCluster.test(other, all.get(i))) {
                    requireSeparate(other, all.get(i));
                }
            }
        }
    }

    private static void requireSeparate(Settings one, Settings other) {
        String group = other.group().id();
        if (group.equals(one.group().id())) {
            throw wrong(
                    other,
                    Settings.GROUP,
                    group,
                    "this is the group of the instance " + one.instance().name() + ", too");
        }
        Set<String> shared = topics(one);
        shared.retainAll(topics(other));
        if (!shared.isEmpty()) {
            String topic = shared.iterator().next();
            String what = "the topic " + topic + " belongs to the instance "
                    + one.instance().name() + ", too";
            throw wrong(other, TopicSettings.PREFIX, other.topics().names().prefix(), what);
        }
    }

    private static Set<String> topics(Settings settings) {
        Topics names = settings.topics().names();
        Set<String> topics = new TreeSet<>(names.reserved());
        topics.addAll(names.variants());
        if (names.isPerConnection()) {
            settings.connections()
                    .forEach(one ->
                            topics.addAll(names.variantsOf(one.connection().name())));
        }
        return topics;
    }

    private static ConfigurationException wrong(Settings settings, String key, String value, String what) {
        return ConfigurationException.wrong(
                settings.instance().key(key), value, what + ", on the same Kafka cluster: choose another one");
    }
}
