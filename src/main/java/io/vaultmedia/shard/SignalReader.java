package io.vaultmedia.shard;

import io.vaultmedia.kafka.KafkaClients;
import io.vaultmedia.kafka.KafkaSettings;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.TopicPartition;

/** Reads the signals topic from its beginning, and then what arrives. Used by one thread, except for {@link #wakeup}. */
final class SignalReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final SignalLog log = new SignalLog();
    private final long firstEnd;

    SignalReader(KafkaSettings settings, String topic) {
        this.partition = new TopicPartition(topic, 0);
        this.consumer = new KafkaClients(settings).reader();
        try {
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            firstEnd = consumer.endOffsets(List.of(partition)).get(partition);
        } catch (Throwable e) {
            consumer.close(Duration.ZERO);
            throw e;
        }
    }

    /** Waits for a moment for signals; returns true if some have come. */
    boolean read() {
        int before = log.count();
        consumer.poll(POLL).forEach(record -> log.add(ReadSignal.of(record)));
        log.readTo(consumer.position(partition));
        return log.count() != before;
    }

    /** Returns true once all signals were read that the topic had at first. */
    boolean isCaughtUp() {
        return consumer.position(partition) >= firstEnd;
    }

    SignalLog log() {
        return log;
    }

    /** Ends {@link #read} from another thread. */
    void wakeup() {
        consumer.wakeup();
    }

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(1));
    }
}
