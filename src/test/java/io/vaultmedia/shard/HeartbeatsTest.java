package io.vaultmedia.shard;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.junit.jupiter.api.Test;

class HeartbeatsTest {

    private final List<String> events = new ArrayList<>();
    private double answers;
    private final Heartbeats heartbeats = new Heartbeats(consumer(), Duration.ofMinutes(1));

    private Consumer<?, ?> consumer() {
        MetricName name = new MetricName("heartbeat-total", "g", "", Map.of());
        Metric metric = new Metric() {
            @Override
            public MetricName metricName() {
                return name;
            }

            @Override
            public Object metricValue() {
                return answers;
            }
        };
        return (Consumer<?, ?>) Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {Consumer.class},
                (consumer, method, arguments) -> Map.of(name, metric));
    }

    private void poll() {
        heartbeats.around(() -> events.add("poll"));
    }

    @Test
    void waitsForAnAnswerAndForThePollAfterIt() {
        poll();
        heartbeats.onceAnswered(() -> events.add("confirmed"));
        poll();
        assertThat(events).containsExactly("poll", "poll");

        answers = 1;
        poll();
        poll();

        assertThat(events).containsExactly("poll", "poll", "poll", "confirmed", "poll");
    }

    @Test
    void whatWaitsDuringThePollWaitsForTheNextAnswer() {
        answers = 1;
        heartbeats.around(() -> heartbeats.onceAnswered(() -> events.add("confirmed")));
        poll();
        assertThat(events).containsExactly("poll");

        answers = 2;
        poll();

        assertThat(events).containsExactly("poll", "poll", "confirmed");
    }

    @Test
    void isAliveWhileAnAnswerIsNotOlderThanTheSession() {
        assertThat(heartbeats.isAlive()).isTrue();
        assertThat(new Heartbeats(consumer(), Duration.ZERO).isAlive()).isFalse();
    }
}
