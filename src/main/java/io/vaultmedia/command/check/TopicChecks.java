package io.vaultmedia.command.check;

import io.vaultmedia.config.Settings;
import io.vaultmedia.event.Topics;
import io.vaultmedia.kafka.ClusterInspection;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.LedgerUnusableException;
import io.vaultmedia.kafka.ProducerLimits;
import io.vaultmedia.ledger.LedgerReader;
import io.vaultmedia.ledger.ShardCount;
import io.vaultmedia.shard.TopicSetup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.utils.SecurityUtils;

/** Looks at the topics that exist, and asks Kafka whether it would create the others. */
final class TopicChecks {

    private static final String ACLS = "add the ACLs that docs/operating.md lists";

    private final Settings settings;
    private final KafkaSettings kafka;
    private final Topics topics;
    private final TopicSetup setup;

    TopicChecks(Settings settings, KafkaSettings kafka) {
        this.settings = settings;
        this.kafka = kafka;
        this.topics = settings.topics().names();
        this.setup = settings.topicSetup(kafka);
    }

    List<Finding> topics(ClusterInspection cluster) {
        List<NewTopic> wanted = setup.wanted();
        Map<String, TopicDescription> existing;
        try {
            existing = cluster.topics(wanted.stream().map(NewTopic::name).toList());
        } catch (TopicAuthorizationException e) {
            return List.of(forbidden("Write on topic " + String.join(", ", e.unauthorizedTopics())));
        }
        List<NewTopic> missing = wanted.stream()
                .filter(topic -> !existing.containsKey(topic.name()))
                .toList();
        List<Finding> findings = new ArrayList<>();
        existing.values().stream()
                .sorted(Comparator.comparing(TopicDescription::name))
                .forEach(topic -> addRights(findings, topic));
        if (findings.isEmpty() && !existing.isEmpty()) {
            findings.add(Finding.success(CheckId.KAFKA_ACL, "the rights on existing topics suffice"));
            addSettings(findings, cluster, existing);
        }
        missing.forEach(topic -> findings.add(missing(cluster, topic)));
        return findings;
    }

    private void addRights(List<Finding> findings, TopicDescription topic) {
        Set<AclOperation> needed = EnumSet.of(AclOperation.WRITE, AclOperation.DESCRIBE_CONFIGS);
        if (List.of(topics.ledger(), topics.signals()).contains(topic.name())) {
            needed.add(AclOperation.READ);
        }
        Set<AclOperation> forbidden = ClusterInspection.forbidden(topic, needed);
        if (!forbidden.isEmpty()) {
            findings.add(forbidden(forbidden.stream().map(TopicChecks::nameOf).collect(Collectors.joining(", "))
                    + " on topic " + topic.name()));
        }
    }

    private static String nameOf(AclOperation operation) {
        return SecurityUtils.operationName(operation);
    }

    private static Finding forbidden(String what) {
        return Finding.failure(CheckId.KAFKA_ACL, "Kafka does not allow " + what, ACLS);
    }

    private void addSettings(
            List<Finding> findings, ClusterInspection cluster, Map<String, TopicDescription> existing) {
        try {
            setup.check();
            findings.add(Finding.success(
                    CheckId.KAFKA_TOPICS, existing.size() + " topics exist, and their cleanup policies are right"));
        } catch (LedgerUnusableException e) {
            findings.add(Finding.failure(CheckId.KAFKA_TOPICS, e.getMessage()));
        }
        findings.add(replication(cluster, existing));
        findings.add(messageSize(cluster, existing.keySet()));
    }

    private static Finding replication(ClusterInspection cluster, Map<String, TopicDescription> existing) {
        Set<String> single = new TreeSet<>();
        existing.forEach((name, topic) -> {
            boolean hasOneReplica = topic.partitions().stream()
                    .anyMatch(partition -> partition.replicas().size() < 2);
            String least = cluster.topicSettings(name).get(TopicConfig.MIN_IN_SYNC_REPLICAS_CONFIG);
            if (hasOneReplica || "1".equals(least)) {
                single.add(name);
            }
        });
        return single.isEmpty()
                ? Finding.success(CheckId.KAFKA_REPLICATION, "each committed record is on two brokers or more")
                : Finding.warning(
                        CheckId.KAFKA_REPLICATION,
                        "a committed record may be on one broker only, and lost with it: " + String.join(", ", single),
                        "use three replicas, and min.insync.replicas=2");
    }

    private Finding messageSize(ClusterInspection cluster, Set<String> existing) {
        int largest = new ProducerLimits(kafka).maxRecordBytes();
        Set<String> smaller = new TreeSet<>();
        for (String topic : existing) {
            String limit = cluster.topicSettings(topic).get(TopicConfig.MAX_MESSAGE_BYTES_CONFIG);
            if (limit != null && Long.parseLong(limit) < largest) {
                smaller.add(topic + " (" + limit + ")");
            }
        }
        return smaller.isEmpty()
                ? Finding.success(CheckId.KAFKA_MESSAGE_SIZE, "the topics take records of " + largest + " bytes")
                : Finding.warning(
                        CheckId.KAFKA_MESSAGE_SIZE,
                        "topics take smaller records than our producer, which sends up to " + largest + " bytes: "
                                + String.join(", ", smaller),
                        "larger records become dead letters; raise max.message.bytes of these topics");
    }

    private Finding missing(ClusterInspection cluster, NewTopic topic) {
        if (!settings.topics().missing().create()) {
            return Finding.failure(
                    CheckId.KAFKA_TOPICS,
                    "topic " + topic.name() + " does not exist, and vault.topic.create=false",
                    "create it, or set vault.topic.create=true");
        }
        try {
            cluster.tryCreate(topic);
            return Finding.success(
                    CheckId.KAFKA_TOPICS, "topic " + topic.name() + " does not exist yet; the start creates it");
        } catch (AuthorizationException e) {
            return forbidden("Create on topic " + topic.name());
        } catch (KafkaException e) {
            return Finding.failure(
                    CheckId.KAFKA_TOPICS,
                    "topic " + topic.name() + " cannot be created: " + e.getMessage(),
                    "create it yourself, or correct vault.topic.replication-factor");
        }
    }

    List<Finding> shards(ClusterInspection cluster) {
        TopicDescription ledger = cluster.topics(List.of(topics.ledger())).get(topics.ledger());
        if (ledger == null) {
            return List.of(Finding.success(
                    CheckId.KAFKA_SHARDS, "there is no ledger yet; it will have " + settings.shards() + " shards"));
        }
        Optional<ShardCount> made = LedgerReader.shardCount(kafka, topics.ledger());
        int partitions = ledger.partitions().size();
        int shards = made.map(ShardCount::shards).orElse(partitions);
        return List.of(
                shards == settings.shards() && partitions >= shards
                        ? Finding.success(CheckId.KAFKA_SHARDS, "the ledger has " + shards + " shards")
                        : Finding.failure(
                                CheckId.KAFKA_SHARDS,
                                "vault.shards=" + settings.shards() + ", but the ledger was made for " + shards
                                        + " shards, and has " + partitions + " partitions",
                                "set vault.shards=" + shards + ", or move the ledger by the command reshard"));
    }
}
