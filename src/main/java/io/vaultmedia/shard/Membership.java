package io.vaultmedia.shard;

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
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;

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
    private final Ownership.Owner owner;
    private final Metric heartbeats;
    private Object heartbeatsHeard;
    private volatile boolean joined;
    private volatile long heardNanos = System.nanoTime();
    private volatile String rejoin;

    Membership(KafkaSettings settings, GroupSettings group, Ownership.Owner owner) {
        Properties member = MemberSettings.of(settings, group);
        this.consumer = new KafkaClients(settings).member(member);
        this.sessionTimeout = MemberSettings.sessionTimeout(member);
        this.owner = owner;
        this.heartbeats = consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("heartbeat-total"))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Follows what the group assigns of the topic, until it is told to stop or something goes wrong.
     *
     * @param whileIdle is run now and then while nothing is assigned
     */
    void run(String topic, BooleanSupplier stopped, Runnable whileIdle) {
        consumer.subscribe(List.of(topic), this);
        long idleSince = System.nanoTime();
        while (!stopped.getAsBoolean()) {
            consumer.poll(POLL);
            look();
            if (!consumer.assignment().isEmpty()) {
                idleSince = System.nanoTime();
            } else if (System.nanoTime() - idleSince > LOOK_AGAIN.toNanos()) {
                idleSince = System.nanoTime();
                whileIdle.run();
            }
        }
    }

    private void look() {
        Object now = heartbeats.metricValue();
        if (!now.equals(heartbeatsHeard)) {
            heartbeatsHeard = now;
            heardNanos = System.nanoTime();
        }
        if (rejoin != null) {
            consumer.enforceRebalance(rejoin);
            rejoin = null;
        }
    }

    /** What is assigned may be out of date: asks for it anew. */
    void rejoin(String reason) {
        rejoin = reason;
    }

    /**
     * False once the group has not heard from this replica for so long that it may have given its shards to others, who
     * may be at work already.
     */
    boolean isHeard() {
        return silent().compareTo(sessionTimeout) < 0;
    }

    /** How long the group has not answered a heartbeat. */
    private Duration silent() {
        return Duration.ofNanos(System.nanoTime() - heardNanos);
    }

    /** What is wrong, fit for health; null where nothing is. */
    String trouble() {
        if (joined && !isHeard()) {
            return "no word from the consumer group for " + silent().toSeconds() + " s: is Kafka there?";
        }
        return joined ? null : "joining the consumer group";
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

    private static Set<Integer> numbers(Collection<TopicPartition> partitions) {
        Set<Integer> numbers = new TreeSet<>();
        partitions.forEach(partition -> numbers.add(partition.partition()));
        return numbers;
    }

    /** Ends {@link #run} from another thread. */
    void wakeup() {
        consumer.wakeup();
    }

    /** Leaves the group, within bounds: what it had is the others' at once, or waits for it if it has a name of its own. */
    @Override
    public void close() {
        try {
            owner.own(Set.of());
        } finally {
            consumer.close(LEAVE_WITHIN);
        }
    }
}
