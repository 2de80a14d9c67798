package io.vaultmedia.ledger;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
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

    private final Consumer<byte[], byte[]> consumer;
    private final Duration sessionTimeout;
    private final Ownership.Owner owner;
    private final Metric lastHeartbeat;
    private volatile boolean joined;
    private volatile long silentSeconds;
    private volatile String rejoin;

    Membership(KafkaSettings settings, GroupSettings group, Ownership.Owner owner) {
        this.consumer = new KafkaClients(settings).member(group);
        this.sessionTimeout = settings.sessionTimeout(group);
        this.owner = owner;
        this.lastHeartbeat = consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("last-heartbeat-seconds-ago"))
                .findFirst()
                .orElseThrow();
    }

    /** Follows what the group assigns of the topic, until it is told to stop or something goes wrong. */
    void run(String topic, BooleanSupplier stopped) {
        consumer.subscribe(List.of(topic), this);
        while (!stopped.getAsBoolean()) {
            consumer.poll(POLL);
            silentSeconds = ((Number) lastHeartbeat.metricValue()).longValue();
            if (rejoin != null) {
                consumer.enforceRebalance(rejoin);
                rejoin = null;
            }
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
        return silentSeconds < sessionTimeout.toSeconds();
    }

    /** What is wrong, fit for health; null where nothing is. */
    String trouble() {
        if (!isHeard()) {
            return "no word to or from the consumer group for " + silentSeconds + " s: is Kafka there?";
        }
        return joined ? null : "joining the consumer group";
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> added) {
        consumer.pause(consumer.assignment());
        joined = true;
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
        owner.own(Set.of());
        consumer.close(LEAVE_WITHIN);
    }
}
