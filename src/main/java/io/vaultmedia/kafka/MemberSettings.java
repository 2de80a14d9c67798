package io.vaultmedia.kafka;

import static io.vaultmedia.kafka.KafkaSettings.UNTOUCHED_CONSUMER;

import java.time.Duration;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;

/** The settings of a member of the consumer group, which is only there to be assigned partitions. */
public final class MemberSettings {

    /** A dead replica's shards move after so long; Kafka's own 45 s would be the longest part of a failover. */
    private static final String SESSION_TIMEOUT_MS = "8000";

    /** One that comes back under its own name gets so long to do it. */
    private static final String STATIC_SESSION_TIMEOUT_MS = "45000";

    private MemberSettings() {}

    public static Properties of(KafkaSettings settings, GroupSettings group) {
        Properties member = settings.consumer();
        String session = group.instanceId().isPresent() ? STATIC_SESSION_TIMEOUT_MS : SESSION_TIMEOUT_MS;
        prefer(settings, member, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "sessionTimeoutMs", session);
        prefer(settings, member, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "heartbeatIntervalMs", "2000");
        // How long the others wait for a replica that lives, but does not come to a rebalance.
        prefer(settings, member, ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, "maxPollIntervalMs", "30000");
        member.put(ConsumerConfig.GROUP_ID_CONFIG, group.id());
        group.instanceId().ifPresent(id -> member.put(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, id));
        member.put(
                ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
                "org.apache.kafka.clients.consumer.CooperativeStickyAssignor");
        member.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "latest");
        member.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        // A ledger that was deleted and made anew has to be noticed.
        member.put(ConsumerConfig.METADATA_MAX_AGE_CONFIG, 10_000);
        return member;
    }

    private static void prefer(KafkaSettings settings, Properties member, String key, String option, String value) {
        settings.prefer(member, UNTOUCHED_CONSUMER, key, option, value);
    }

    /** How long the group waits for a sign of life of such a member. */
    public static Duration sessionTimeout(Properties member) {
        Object millis = member.get(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG);
        return Duration.ofMillis(Long.parseLong(millis.toString()));
    }
}
