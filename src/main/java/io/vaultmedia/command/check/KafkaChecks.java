package io.vaultmedia.command.check;

import io.vaultmedia.config.Settings;
import io.vaultmedia.kafka.BrokerCheck;
import io.vaultmedia.kafka.ClusterInspection;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.OpeningFailure;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Node;

/** Tries what the product needs of Kafka. */
final class KafkaChecks {

    private static final String MAX_TIMEOUT = "transaction.max.timeout.ms";
    private static final String ACLS = "add the ACLs that docs/operating.md lists";

    private final Settings settings;
    private final KafkaSettings kafka;
    private final BrokerCheck brokers;

    KafkaChecks(Settings settings, KafkaSettings kafka) {
        this.settings = settings;
        this.kafka = kafka;
        this.brokers = new BrokerCheck(kafka);
    }

    List<Check> all() {
        TopicChecks topics = new TopicChecks(settings, kafka);
        return List.of(
                Check.gate(CheckId.Category.KAFKA, () -> inspect(CheckId.KAFKA_REACHABLE, this::reachable)),
                of(CheckId.KAFKA_ADVERTISED_ADDRESS, this::addresses),
                of(CheckId.KAFKA_TOPICS, topics::topics),
                of(CheckId.KAFKA_SHARDS, topics::shards),
                of(CheckId.KAFKA_TRANSACTION_TIMEOUT, this::transactionTimeout),
                of(CheckId.KAFKA_TRANSACTIONS, this::transactions),
                of(CheckId.KAFKA_GROUP, this::group));
    }

    private Check of(CheckId id, Function<ClusterInspection, List<Finding>> attempt) {
        return Check.of(CheckId.Category.KAFKA, () -> inspect(id, attempt));
    }

    /** A failure of Kafka that the attempt does not explain itself is a failure of this check. */
    private List<Finding> inspect(CheckId id, Function<ClusterInspection, List<Finding>> attempt) {
        try {
            brokers.requireKafka();
            try (ClusterInspection cluster = new ClusterInspection(kafka)) {
                return attempt.apply(cluster);
            }
        } catch (KafkaException e) {
            return List.of(failure(id, e));
        }
    }

    private Finding failure(CheckId id, KafkaException e) {
        return Finding.failure(id, new OpeningFailure(brokers.explain(e)).message(kafka));
    }

    private List<Finding> reachable(ClusterInspection cluster) {
        int count = cluster.brokers().size();
        return List.of(Finding.success(
                CheckId.KAFKA_REACHABLE,
                "Kafka answers at " + kafka.shownBrokers() + ": " + count + (count == 1 ? " broker" : " brokers")));
    }

    private List<Finding> addresses(ClusterInspection cluster) {
        List<Finding> findings = new ArrayList<>();
        for (Node broker : cluster.brokers()) {
            String text = "broker " + broker.idString() + " at " + broker.host() + ":" + broker.port();
            try {
                cluster.requireReachable(broker);
                findings.add(Finding.success(CheckId.KAFKA_ADVERTISED_ADDRESS, text + " can be reached from here"));
            } catch (KafkaException e) {
                findings.add(Finding.failure(
                        CheckId.KAFKA_ADVERTISED_ADDRESS,
                        text + " cannot be reached from here: "
                                + OpeningFailure.rootOf(e).getMessage(),
                        "correct the broker's advertised.listeners, or make this address reachable"));
            }
        }
        return findings;
    }

    private List<Finding> transactionTimeout(ClusterInspection cluster) {
        long own = cluster.transactionTimeoutMillis();
        Optional<String> most = cluster.brokerSetting(MAX_TIMEOUT);
        if (most.isEmpty()) {
            return List.of(Finding.success(
                    CheckId.KAFKA_TRANSACTION_TIMEOUT,
                    "the brokers' " + MAX_TIMEOUT + " may not be read; the next check tries our " + own + " ms"));
        }
        return List.of(
                own <= Long.parseLong(most.get())
                        ? Finding.success(
                                CheckId.KAFKA_TRANSACTION_TIMEOUT,
                                "the transaction time-out of " + own + " ms is within the brokers' " + MAX_TIMEOUT + "="
                                        + most.get())
                        : Finding.failure(
                                CheckId.KAFKA_TRANSACTION_TIMEOUT,
                                "the transaction time-out of " + own + " ms exceeds the brokers' " + MAX_TIMEOUT + "="
                                        + most.get(),
                                "raise it on the brokers"));
    }

    private List<Finding> transactions(ClusterInspection cluster) {
        String id = settings.group().id() + "-check";
        cluster.tryTransactions(id);
        return List.of(Finding.success(CheckId.KAFKA_TRANSACTIONS, "Kafka opens transactions, tried as " + id));
    }

    private List<Finding> group(ClusterInspection cluster) {
        String name = settings.group().id();
        try {
            cluster.tryGroup(name);
        } catch (KafkaException e) {
            return List.of(Finding.failure(
                    CheckId.KAFKA_GROUP, "Kafka does not allow Read on group " + name + " (vault.group)", ACLS));
        }
        return List.of(cluster.group(name)
                .filter(group -> !group.members().isEmpty())
                .map(this::members)
                .orElseGet(() -> Finding.success(CheckId.KAFKA_GROUP, "nobody is in the group " + name + " now")));
    }

    private Finding members(ConsumerGroupDescription group) {
        Collection<MemberDescription> members = group.members();
        TreeSet<String> hosts = new TreeSet<>();
        members.forEach(member -> hosts.add(member.host().replaceFirst("^/", "")));
        String text = members.size() + (members.size() == 1 ? " member is" : " members are") + " in the group "
                + group.groupId() + " now, at " + String.join(", ", hosts);
        String ours = "vault-shards:" + settings.topics().names().ledger();
        return ours.equals(group.partitionAssignor())
                ? Finding.success(CheckId.KAFKA_GROUP, text + ": replicas of this installation")
                : Finding.failure(
                        CheckId.KAFKA_GROUP,
                        text + ": no replicas of this installation",
                        "stop them, or set vault.group to a name of its own");
    }
}
