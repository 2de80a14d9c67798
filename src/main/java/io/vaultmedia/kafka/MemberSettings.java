package io.vaultmedia.kafka;

import static io.vaultmedia.kafka.KafkaSettings.UNTOUCHED_CONSUMER;

import java.time.Duration;
import java.util.List;
import java.util.Properties;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The settings of a member of the consumer group that is assigned partitions and reads none of them. */
public final class MemberSettings {

    /** A dead replica's shards move after this time; Kafka's default of 45 s would be the longest part of a failover. */
    private static final String SESSION_TIMEOUT_MS = "8000";

    /** The time in which a replica has to come back if it has a name of its own. */
    private static final String STATIC_SESSION_TIMEOUT_MS = "45000";

    private MemberSettings() {}

    /**
     * Settings for a member of this group.
     *
     * @param ledger the topic whose partitions are assigned
     * @param shards how many of them are
     * @param isOurs is told at each assignment whether a replica has made it, rather than the broker
     */
    public static Properties of(
            KafkaSettings settings, GroupSettings group, String ledger, int shards, Consumer<Boolean> isOurs) {
        Properties member = settings.consumer();
        String session = group.instanceId().isPresent() ? STATIC_SESSION_TIMEOUT_MS : SESSION_TIMEOUT_MS;
        prefer(settings, member, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "sessionTimeoutMs", session);
        prefer(settings, member, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "heartbeatIntervalMs", "2000");
        // How long the others wait for a replica that is alive, but does not take part in a rebalance.
        prefer(settings, member, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, "maxPollIntervalMs", "30000");
        member.put(ConsumerConfig.GROUP_ID_CONFIG, group.id());
        group.instanceId().ifPresent(id -> member.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id));
        // As a class: by its name, it would have to be found by the thread's class loader.
        member.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, List.of(ShardAssignor.class));
        member.put(ShardAssignor.TOPIC_CONFIG, ledger);
        member.put(ShardAssignor.SHARDS_CONFIG, shards);
        member.put(ShardAssignor.LISTENER_CONFIG, isOurs);
        member.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        // It has to notice that the ledger was deleted and created again.
        member.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        return member;
    }

    private static void prefer(KafkaSettings settings, Properties member, String key, String option, String value) {
        settings.prefer(member, UNTOUCHED_CONSUMER, key, option, value);
    }

    /** How long the group waits for a heartbeat of a member with these settings. */
    public static Duration sessionTimeout(Properties member) {
        Object millis = member.get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
        return Duration.ofMillis(Long.parseLong(millis.toString()));
    }
}
