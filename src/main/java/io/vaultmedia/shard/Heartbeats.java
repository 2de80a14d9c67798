package io.vaultmedia.shard;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;

/**
 * When the consumer group last answered a member, and what waits for its next answer. Kafka tells only how many heartbeats
 * were answered, not how: if the answer is that this is no member any more, the poll after it takes the shards away. So an
 * answer counts once that poll has returned. Polled by one thread; others may ask it.
 */
final class Heartbeats {

    private final Metric answers;
    private final Duration sessionTimeout;
    private final Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
    private Object answersSeen;
    private volatile long heardNanos = System.nanoTime();

    Heartbeats(Consumer<?, ?> consumer, Duration sessionTimeout) {
        this.sessionTimeout = sessionTimeout;
        this.answers = consumer.metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("heartbeat-total"))
                .findFirst()
                .orElseThrow();
    }

    /** Runs this on the polling thread, once the group has answered from now on. */
    void onceAnswered(Runnable action) {
        waiting.add(action);
    }

    /** Polls; then, if an answer had come before, takes note of it and runs what has waited for it. */
    void around(Runnable poll) {
        Object now = answers.metricValue();
        boolean answered = !now.equals(answersSeen);
        answersSeen = now;
        List<Runnable> confirmed = new ArrayList<>();
        if (answered) {
            for (Runnable action = waiting.poll(); action != null; action = waiting.poll()) {
                confirmed.add(action);
            }
        }
        poll.run();
        if (answered) {
            heard();
        }
        confirmed.forEach(Runnable::run);
    }

    /** The group has answered in another way. */
    void heard() {
        heardNanos = System.nanoTime();
    }

    /** How long the group has not answered. */
    Duration silent() {
        return Duration.ofNanos(System.nanoTime() - heardNanos);
    }

    /** True until the group has not answered for so long that it may have given the member's shards to others. */
    boolean isAlive() {
        return silent().compareTo(sessionTimeout) < 0;
    }
}
