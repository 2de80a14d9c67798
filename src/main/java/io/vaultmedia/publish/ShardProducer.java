package io.vaultmedia.publish;

import io.vaultmedia.kafka.KafkaClients;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.header.Header;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactional producer of one opening of a shard. Opening it fences the producer that had the shard's transactional id
 * before, and ends what that one left unfinished. Used by one thread at a time.
 */
public interface ShardProducer extends AutoCloseable {

    /** Begins a transaction. */
    void begin();

    /**
     * Sends a record. A failure that comes later makes the commit fail.
     *
     * @param onFailure is told why this record failed, by a thread of the producer's
     */
    void send(ProducerRecord<byte[], byte[]> record, Consumer<Exception> onFailure);

    /** Returns once Kafka has committed, and can receive no second request to do so. If it throws, the outcome is unknown. */
    void commit();

    @Override
    void close();

    /** Returns once the producer can publish; throws if Kafka does not allow it. */
    static ShardProducer open(KafkaClients clients, String group, int shard) {
        Producer<byte[], byte[]> producer = clients.producer(group + "-" + shard);
        OfKafka opened = new OfKafka(producer);
        try {
            producer.initTransactions();
            return opened;
        } catch (Throwable e) {
            opened.close();
            throw e;
        }
    }

    /** A producer of Kafka's. */
    final class OfKafka implements ShardProducer {

        private static final Logger LOG = LoggerFactory.getLogger(ShardProducer.class);

        /** By itself, closing lasts as long as Kafka is away; what is not committed by then is published again. */
        private static final Duration PATIENCE = Duration.ofMillis(250);

        private final Producer<byte[], byte[]> producer;
        private final Metric closedConnections;

        private OfKafka(Producer<byte[], byte[]> producer) {
            this.producer = producer;
            this.closedConnections = producer.metrics().entrySet().stream()
                    .filter(metric -> metric.getKey().name().equals("connection-close-total"))
                    .filter(metric -> metric.getKey().group().equals("producer-metrics"))
                    .map(metric -> (Metric) metric.getValue())
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public void begin() {
            producer.beginTransaction();
        }

        @Override
        public void send(ProducerRecord<byte[], byte[]> record, Consumer<Exception> onFailure) {
            Future<RecordMetadata> unused = producer.send(record, (metadata, failure) -> {
                if (failure != null) {
                    onFailure.accept(failure);
                } else if (LOG.isDebugEnabled()) {
                    logPlace(record, metadata);
                }
            });
        }

        /** Logs where a record for consumers is. Not its key or its id: they may contain a connection id. */
        private static void logPlace(ProducerRecord<byte[], byte[]> record, RecordMetadata place) {
            Header subject = record.headers().lastHeader("ce_subject");
            if (subject != null) {
                String what = new String(subject.value(), StandardCharsets.UTF_8);
                LOG.debug("{} is sent to {}-{}@{}", what, place.topic(), place.partition(), place.offset());
            }
        }

        /**
         * If a connection is closed during the commit, the client sends the request again, and the first one may reach Kafka
         * later. A client before 4.0 uses one epoch for many transactions: then such a request would commit half of the next
         * transaction (KAFKA-17754). Opening the shard again gives it another epoch, with which Kafka refuses the request.
         */
        @Override
        public void commit() {
            Object before = connectionsClosed();
            producer.commitTransaction();
            if (!before.equals(connectionsClosed())) {
                throw new KafkaException(
                        "a connection to Kafka was closed during the commit, so that Kafka may receive the"
                                + " request to commit once more");
            }
        }

        private Object connectionsClosed() {
            return closedConnections == null ? 0 : closedConnections.metricValue();
        }

        @Override
        public void close() {
            try {
                producer.close(PATIENCE);
            } catch (KafkaException e) {
                LOG.debug("Closing a producer that is discarded", e);
            }
        }
    }
}
