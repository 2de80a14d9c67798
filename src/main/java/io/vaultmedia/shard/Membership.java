package io.vaultmedia.shard;

import io.vaultmedia.kafka.ExplainedException;
import io.vaultmedia.kafka.GroupSettings;
import io.vaultmedia.kafka.KafkaClients;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.MemberSettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;

/**
 * This replica in the consumer group, from joining it to leaving it: a member that reads nothing. Run by one thread; the
 * others may ask it.
 */
final class Membership implements ConsumerRebalanceListener, AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration LEAVE_WITHIN = Duration.ofSeconds(1);

    /** A member without shards may have none because the ledger was deleted. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

    private final Consumer<byte[], byte[]> consumer;
    private final Duration sessionTimeout;
    private final String group;
    private final String ledger;
    private final int shards;
    private final Ownership.Owner owner;
    private final Metric heartbeats;
    private final Queue<Runnable> unconfirmed = new ConcurrentLinkedQueue<>();
    private Object heartbeatsHeard;
    private volatile boolean joined;
    private volatile boolean assignedByReplica = true;
    private volatile long heardNanos = System.nanoTime();

    /**
     * Not joined yet.
     *
     * @param ledger the topic whose partitions are the shards
     * @param shards how many of them are
     */
    Membership(KafkaSettings settings, GroupSettings group, String ledger, int shards, Ownership.Owner owner) {
        Properties member = MemberSettings.of(settings, group, ledger, shards, is -> assignedByReplica = is);
        this.consumer = new KafkaClients(settings).member(member);
        this.sessionTimeout = MemberSettings.sessionTimeout(member);
        this.group = group.id();
        this.ledger = ledger;
        this.shards = shards;
        this.owner = owner;
        this.heartbeats = consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("heartbeat-total"))
                .findFirst()
                .orElseThrow();
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
            pollAndConfirm();
            if (!consumer.assignment().isEmpty()) {
                idleSince = System.nanoTime();
            } else if (System.nanoTime() - idleSince > LOOK_AGAIN.toNanos()) {
                idleSince = System.nanoTime();
                whileIdle.run();
            }
        }
    }

    /**
     * An answer to a heartbeat confirms what is assigned, but only once the poll after it has returned: if the answer was
     * that this is no member any more, that poll takes the shards away.
     */
    private void pollAndConfirm() {
        boolean answered = !heartbeats.metricValue().equals(heartbeatsHeard);
        heartbeatsHeard = heartbeats.metricValue();
        List<Runnable> confirmed = new ArrayList<>();
        for (Runnable action = answered ? unconfirmed.poll() : null; action != null; action = unconfirmed.poll()) {
            confirmed.add(action);
        }
        try {
            consumer.poll(POLL);
        } catch (InconsistentGroupProtocolException e) {
            throw new ExplainedException(foreign("so no shards are assigned"), e);
        }
        if (answered) {
            heardNanos = System.nanoTime();
        }
        confirmed.forEach(Runnable::run);
    }

    private String foreign(String consequence) {
        return "the consumer group " + group + " (vault.group) has members that are not replicas of this installation, "
                + consequence + ": stop what else uses this group, or stop all replicas and give all of them another"
                + " vault.group";
    }

    /** Runs this on the member's thread once the group has confirmed what is assigned. */
    void onceConfirmed(Runnable action) {
        unconfirmed.add(action);
    }

    /**
     * False once the group has not answered this replica for so long that it may have given its shards to others, who may
     * have opened them already.
     */
    boolean isHeard() {
        return silent().compareTo(sessionTimeout) < 0;
    }

    /** How long the group has not answered a heartbeat. */
    private Duration silent() {
        return Duration.ofNanos(System.nanoTime() - heardNanos);
    }

    /** What is wrong, fit for health; null if nothing is. */
    String trouble() {
        if (!joined) {
            return "joining the consumer group";
        }
        if (!isHeard()) {
            return "no word from the consumer group for " + silent().toSeconds() + " s: is Kafka there?";
        }
        return assignedByReplica ? null : foreign("and some of the shards may be assigned to them");
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> added) {
        consumer.pause(consumer.assignment());
        joined = true;
        heardNanos = System.nanoTime();
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
