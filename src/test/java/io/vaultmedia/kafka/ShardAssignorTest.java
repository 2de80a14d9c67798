package io.vaultmedia.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.GroupSubscription;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Subscription;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShardAssignorTest {

    private static final String TOPIC = "p.ledger";
    private static final Node NODE = new Node(1, "localhost", 9092);

    private final ShardAssignor assignor = new ShardAssignor();
    private final List<Boolean> told = new ArrayList<>();

    @BeforeEach
    void configure() {
        Consumer<Boolean> listener = told::add;
        assignor.configure(Map.of(
                ShardAssignor.TOPIC_CONFIG, TOPIC,
                ShardAssignor.SHARDS_CONFIG, 4,
                ShardAssignor.LISTENER_CONFIG, listener));
    }

    private static List<TopicPartition> partitions(int... numbers) {
        return IntStream.of(numbers).mapToObj(n -> new TopicPartition(TOPIC, n)).toList();
    }

    private Subscription owning(int generation, int... numbers) {
        return new Subscription(
                List.of(TOPIC),
                assignor.subscriptionUserData(Set.of(TOPIC)),
                partitions(numbers),
                generation,
                Optional.empty());
    }

    private Map<String, Assignment> assign(Map<String, Subscription> members) {
        List<PartitionInfo> twelve = IntStream.range(0, 12)
                .mapToObj(n -> new PartitionInfo(TOPIC, n, NODE, new Node[] {NODE}, new Node[] {NODE}))
                .toList();
        Cluster cluster = new Cluster("cluster", List.of(NODE), twelve, Set.of(), Set.of());
        return assignor.assign(cluster, new GroupSubscription(new HashMap<>(members)))
                .groupAssignment();
    }

    @Test
    void assignsTheShardsAndNoOtherPartitions() {
        Map<String, Assignment> assigned = assign(Map.of("a", owning(-1), "b", owning(-1)));

        assertThat(assigned.values())
                .allMatch(assignment -> assignment.partitions().size() == 2);
        assertThat(assigned.values().stream().flatMap(one -> one.partitions().stream()))
                .containsExactlyInAnyOrderElementsOf(partitions(0, 1, 2, 3));
    }

    @Test
    void leavesMembersWhatTheyHaveAndGivesNothingBeforeItIsRevoked() {
        Map<String, Assignment> first = assign(Map.of("a", owning(1, 0, 1, 2, 3), "b", owning(-1)));

        assertThat(first.get("a").partitions()).hasSize(2);
        assertThat(first.get("b").partitions()).isEmpty();

        int[] kept = first.get("a").partitions().stream()
                .mapToInt(TopicPartition::partition)
                .toArray();
        Map<String, Assignment> second = assign(Map.of("a", owning(2, kept), "b", owning(2)));

        assertThat(second.get("a").partitions()).containsExactlyInAnyOrderElementsOf(partitions(kept));
        assertThat(second.get("b").partitions()).hasSize(2);
    }

    @Test
    void givesNothingThatAMemberStillClaimsEvenIfItsClaimIsOutOfDate() {
        Map<String, Assignment> assigned = assign(Map.of("a", owning(1, 0, 1, 2, 3), "b", owning(5)));

        assertThat(assigned.get("b").partitions()).isEmpty();
    }

    @Test
    void isNamedAfterTheLedgerSoThatNobodyElseOffersIt() {
        assertThat(assignor.name()).isEqualTo("vault-shards:p.ledger");
    }

    @Test
    void tellsItsOwnAssignmentsFromTheBrokers() {
        ConsumerGroupMetadata group = new ConsumerGroupMetadata("g");
        assignor.onAssignment(assign(Map.of("a", owning(-1))).get("a"), group);
        assignor.onAssignment(new Assignment(partitions(0)), group);

        assertThat(told).containsExactly(true, false);
    }
}
