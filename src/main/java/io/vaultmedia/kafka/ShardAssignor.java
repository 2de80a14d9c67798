package io.vaultmedia.kafka;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Configurable;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/**
 * Assigns shards to the replicas of one installation, as Kafka's {@link CooperativeStickyAssignor} does. Its name has the
 * ledger's topic in it, and Kafka refuses a member that does not offer the assignor of the others: so nobody but a replica
 * of the same installation can be in the group. Partitions that the ledger was not made for are assigned to nobody.
 *
 * <p>A consumer of the newer group protocol ({@code group.protocol=consumer}) can join in spite of that, and then the
 * broker assigns in place of this. Each assignment of ours carries a mark, by which a member notices.
 *
 * <p>Public and configured by properties, because Kafka makes it. Used by one thread at a time.
 */
public final class ShardAssignor implements ConsumerPartitionAssignor, Configurable {

    static final String TOPIC_CONFIG = "vault.assignor.topic";
    static final String SHARDS_CONFIG = "vault.assignor.shards";
    static final String LISTENER_CONFIG = "vault.assignor.listener";

    private static final ByteBuffer MARK = ByteBuffer.wrap("vault-shards".getBytes(StandardCharsets.US_ASCII));

    private final ConsumerPartitionAssignor sticky = new CooperativeStickyAssignor();
    private String topic;
    private int shards;
    private Consumer<Boolean> listener;

    @Override
    @SuppressWarnings("unchecked") // MemberSettings puts it there.
    public void configure(Map<String, ?> settings) {
        topic = (String) settings.get(TOPIC_CONFIG);
        shards = (Integer) settings.get(SHARDS_CONFIG);
        listener = (Consumer<Boolean>) settings.get(LISTENER_CONFIG);
    }

    @Override
    public String name() {
        return "vault-shards:" + topic;
    }

    @Override
    public List<RebalanceProtocol> supportedProtocols() {
        return sticky.supportedProtocols();
    }

    @Override
    public ByteBuffer subscriptionUserData(Set<String> topics) {
        return sticky.subscriptionUserData(topics);
    }

    @Override
    public GroupAssignment assign(Cluster cluster, GroupSubscription group) {
        Map<String, Subscription> members = group.groupSubscription();
        Map<String, List<TopicPartition>> assigned = new HashMap<>();
        sticky.assign(shardsOf(cluster), group)
                .groupAssignment()
                .forEach((member, assignment) -> assigned.put(member, assignment.partitions()));
        Map<String, Assignment> marked = new HashMap<>();
        assigned.forEach((member, partitions) -> {
            Set<TopicPartition> given = new HashSet<>(partitions);
            given.removeAll(stillOthers(member, members, assigned));
            marked.put(member, new Assignment(List.copyOf(given), MARK.duplicate()));
        });
        return new GroupAssignment(marked);
    }

    /** The cluster as it would be if the ledger had no partitions but its shards. */
    private Cluster shardsOf(Cluster cluster) {
        List<PartitionInfo> partitions = cluster.partitionsForTopic(topic).stream()
                .filter(partition -> partition.partition() < shards)
                .toList();
        return new Cluster(
                cluster.clusterResource().clusterId(), cluster.nodes(), partitions, Set.of(), Set.of(), null);
    }

    /**
     * What other members have to revoke first; they rejoin then, and it is assigned. Kafka's own assignor may pass over a
     * member whose claim is out of date, but Kafka lets no other assignor do that.
     */
    private static Set<TopicPartition> stillOthers(
            String member, Map<String, Subscription> members, Map<String, List<TopicPartition>> assigned) {
        Set<TopicPartition> others = members.entrySet().stream()
                .filter(other -> !other.getKey().equals(member))
                .flatMap(other -> other.getValue().ownedPartitions().stream()
                        .filter(owned -> !assigned.get(other.getKey()).contains(owned)))
                .collect(Collectors.toCollection(HashSet::new));
        Collection<TopicPartition> own = members.get(member).ownedPartitions();
        others.removeAll(own);
        return others;
    }

    @Override
    public void onAssignment(Assignment assignment, ConsumerGroupMetadata metadata) {
        listener.accept(MARK.equals(assignment.userData()));
        sticky.onAssignment(assignment, metadata);
    }
}
