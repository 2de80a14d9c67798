package io.vaultmedia.command;

import io.vaultmedia.event.Signal;
import io.vaultmedia.event.SignalRecords;
import io.vaultmedia.event.SignalRecords.Outcome;
import io.vaultmedia.event.Topics;
import io.vaultmedia.kafka.KafkaClients;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.RecordSender;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** Sends signals, and waits for what becomes of them. Not thread safe. */
final class Acknowledgements implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);

    private final SignalRecords records;
    private final RecordSender sender;
    private final Consumer<byte[], byte[]> consumer;

    /** Begins to look for acknowledgements now. */
    Acknowledgements(KafkaSettings kafka, Topics topics) {
        records = new SignalRecords(topics);
        sender = new RecordSender(kafka);
        consumer = new KafkaClients(kafka).reader();
        try {
            consumer.assign(partitions(topics.notifications()));
            consumer.seekToEnd(consumer.assignment());
            consumer.assignment().forEach(consumer::position); // Seeks are done late, and the end must be that of now.
        } catch (Throwable e) {
            consumer.close(Duration.ZERO);
            throw e;
        }
    }

    private List<TopicPartition> partitions(String topic) {
        List<PartitionInfo> known = consumer.partitionsFor(topic);
        if (known == null || known.isEmpty()) {
            throw new CommandFailure(
                    "topic " + topic + " does not exist: the application creates it at its first start");
        }
        return known.stream()
                .map(info -> new TopicPartition(topic, info.partition()))
                .toList();
    }

    /**
     * Sends the signal; returns what became of it in each of these shards, none if not all of them said so in time. A signal
     * that is refused has one outcome.
     */
    List<Outcome> of(Signal signal, Set<Integer> shards, Duration patience) {
        long offset = sender.send(records.of(signal));
        long deadline = System.nanoTime() + patience.toNanos();
        List<Outcome> outcomes = new ArrayList<>();
        Set<Integer> missing = new HashSet<>(shards);
        while (!missing.isEmpty()) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                Outcome outcome = SignalRecords.outcome(record);
                if (outcome != null && outcome.offset() == offset) {
                    outcomes.add(outcome);
                    missing.remove(outcome.shard());
                    if (outcome.detail() != null) {
                        return outcomes;
                    }
                }
            }
            if (System.nanoTime() - deadline > 0) {
                return missing.isEmpty() ? outcomes : List.of();
            }
        }
        return outcomes;
    }

    @Override
    public void close() {
        consumer.close(Duration.ofSeconds(1));
    }
}
