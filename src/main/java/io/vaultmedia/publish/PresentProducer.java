package io.vaultmedia.publish;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;

/**
 * The producer that camel-kafka has: it passes send and commit on to the transaction of the calling thread. It opens nothing
 * and closes nothing, as a shard does that with each of its openings. Thread safe.
 */
final class PresentProducer implements Producer<byte[], byte[]> {

    private static final Future<RecordMetadata> SENT = CompletableFuture.completedFuture(null);

    private final Supplier<Publication> present;

    PresentProducer(Supplier<Publication> present) {
        this.present = present;
    }

    /** The record wraps ours, which the publication has handed out last. */
    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record) {
        present.get().send();
        return SENT;
    }

    /** Reports success at once: if Kafka refuses a record later, the commit fails. */
    @Override
    public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
        present.get().send();
        callback.onCompletion(null, null);
        return SENT;
    }

    /** Returns once Kafka has committed. Throws KafkaException if it has not, or if the outcome is unknown. */
    @Override
    public void commitTransaction() {
        present.get().commit();
    }

    /** The publication begins with its first record. */
    @Override
    public void beginTransaction() {}

    /** The shard's next opening aborts what is left unfinished. */
    @Override
    public void abortTransaction() {}

    @Override
    public void initTransactions() {}

    @Override
    public void flush() {}

    @Override
    public void close() {}

    @Override
    public void close(Duration timeout) {}

    @Override
    public List<PartitionInfo> partitionsFor(String topic) {
        return List.of();
    }

    @Override
    public Map<MetricName, ? extends Metric> metrics() {
        return Map.of();
    }

    @Override
    public Uuid clientInstanceId(Duration timeout) {
        return Uuid.ZERO_UUID;
    }

    @Deprecated
    @Override
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, String group) {
        throw new UnsupportedOperationException("publish-page consumes nothing");
    }

    @Override
    public void sendOffsetsToTransaction(Map<TopicPartition, OffsetAndMetadata> offsets, ConsumerGroupMetadata group) {
        throw new UnsupportedOperationException("publish-page consumes nothing");
    }
}
