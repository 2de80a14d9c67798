package io.vaultmedia.shard;

import io.vaultmedia.kafka.ExplainedException;
import io.vaultmedia.kafka.GroupSettings;
import io.vaultmedia.kafka.KafkaClients;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.MemberSettings;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * This replica in the consumer group, from joining to leaving: a member that reads no records. Run by one thread; others may
 * ask it.
 */
final class Membership implements ConsumerRebalanceListener, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LEAVE_WITHIN = Duration.ofSeconds(1);

    /** A member without shards may have none because the ledger was deleted. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private static final String TAKEN = "and some of the shards may be assigned to them";

    private final Consumer<byte[], byte[]> consumer;
    private final String group;
    private final String ledger;
    private final int shards;
    private final Ownership.Owner owner;
    private final Heartbeats heartbeats;
    private volatile boolean joined;
    private volatile boolean assignedByReplica = true;

    /**
     * Not joined yet.
     *
     * @param ledger the topic whose partitions are the shards
     * @param shards how many of them are
     */
    Membership(KafkaSettings settings, GroupSettings group, String ledger, int shards, Ownership.Owner owner) {
        Properties member = MemberSettings.of(settings, group, ledger, shards, this::assigned);
        this.consumer = new KafkaClients(settings).member(member);
        this.group = group.id();
        this.ledger = ledger;
        this.shards = shards;
        this.owner = owner;
        this.heartbeats = new Heartbeats(consumer, MemberSettings.sessionTimeout(member));
    }

    /**
     * Follows what the group assigns, until it is stopped or something goes wrong.
     *
     * @param whileIdle is run now and then while nothing is assigned
     */
    void run(BooleanSupplier stopped, Runnable whileIdle) {
        consumer.subscribe(List.of(ledger), this);
        long idleSince = System.nanoTime();
        while (!stopped.getAsBoolean()) {
            heartbeats.around(this::poll);
            if (!consumer.assignment().isEmpty()) {
                idleSince = System.nanoTime();
            } else if (System.nanoTime() - idleSince > LOOK_AGAIN.toNanos()) {
                idleSince = System.nanoTime();
                whileIdle.run();
            }
        }
    }

    private void poll() {
        try {
            consumer.poll(POLL);
        } catch (InconsistentGroupProtocolException e) {
            throw new ExplainedException(foreign("so no shards are assigned"), e);
        }
    }

    /** Notes who made the present assignment: a replica, or the broker, because of a foreign member. */
    private void assigned(boolean byReplica) {
        if (assignedByReplica && !byReplica) {
            LOG.warn("{}", foreign(TAKEN));
        }
        assignedByReplica = byReplica;
    }

    private String foreign(String consequence) {
        return "the consumer group " + group + " (vault.group) has members that are not replicas of this installation, "
                + consequence + ": stop what else uses this group, or stop all replicas and give all of them another"
                + " vault.group";
    }

    /** Runs this on the member's thread once the group has confirmed what is assigned. */
    void onceConfirmed(Runnable action) {
        heartbeats.onceAnswered(action);
    }

    /**
     * False once the group has not answered this replica for so long that it may have given its shards to others, who may
     * have opened them already.
     */
    boolean isHeard() {
        return heartbeats.isAlive();
    }

    /** What is wrong, for health; null if nothing is. */
    String trouble() {
        if (!joined) {
            return "joining the consumer group";
        }
        if (!isHeard()) {
            return "the consumer group has not answered for "
                    + heartbeats.silent().toSeconds() + " s: is Kafka there?";
        }
        return assignedByReplica ? null : foreign(TAKEN);
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> added) {
        consumer.pause(consumer.assignment());
        joined = true;
        heartbeats.heard();
        owner.own(numbers(consumer.assignment()));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> removed) {
        Set<Integer> left = numbers(consumer.assignment());
        left.removeAll(numbers(removed));
        owner.own(left);
    }

    /** Partitions that the ledger was not made for are not shards, even if the broker assigns them. */
    private Set<Integer> numbers(Collection<TopicPartition> partitions) {
        Set<Integer> numbers = new TreeSet<>();
        partitions.stream()
                .map(TopicPartition::partition)
                .filter(n -> n < shards)
                .forEach(numbers::add);
        return numbers;
    }

    boolean hasJoined() {
        return joined;
    }

    /** Ends {@link #run} from another thread. */
    void wakeup() {
        consumer.wakeup();
    }

    /** Releases all shards and leaves the group, within bounds; with a name of its own, the group keeps the shards for it. */
    @Override
    public void close() {
        try {
            owner.own(Set.of());
        } finally {
            consumer.close(LEAVE_WITHIN);
        }
    }
}
