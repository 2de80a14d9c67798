package io.vaultmedia.publish;

import io.vaultmedia.kafka.KafkaClients;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The transactional producer of one shard. Opening it fences whoever held the shard's transactional id before, and settles
 * what that one left unfinished. Used by one thread at a time.
 */
public final class ShardProducer implements PagePublisher {

    private static final Logger LOG = LoggerFactory.getLogger(ShardProducer.class);

    /** By itself, closing lasts as long as Kafka is away; what is not committed by then will be published again. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Producer<byte[], byte[]> producer;

    private ShardProducer(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** Returns once it can publish; throws where Kafka does not let it. */
    public static ShardProducer open(KafkaClients clients, String group, int shard) {
        ShardProducer opened = new ShardProducer(clients.producer(group + "-" + shard));
        try {
            opened.producer.initTransactions();
            return opened;
        } catch (Throwable e) {
            opened.close();
            throw e;
        }
    }

    @Override
    public void publish(Supplier<PageTransaction> pages) {
        boolean begun = false;
        for (PageTransaction page = pages.get(); page != null; page = pages.get()) {
            if (!begun && !page.isEmpty()) {
                producer.beginTransaction();
                begun = true;
            }
            page.forEachRecord(this::send);
            page.sent();
        }
        if (begun) {
            producer.commitTransaction();
        }
    }

    /** A send that fails later makes the commit fail; one that has failed already is not worth those after it. */
    private void send(ProducerRecord<byte[], byte[]> record) {
        Future<RecordMetadata> sent = producer.send(record);
        try {
            if (sent.isDone()) {
                sent.get();
            }
        } catch (ExecutionException e) {
            throw new KafkaException("sending to " + record.topic(), e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** True where this was thrown because someone else has taken the transactional id over. */
    static boolean isFenced(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .anyMatch(e -> e instanceof ProducerFencedException || e instanceof InvalidProducerEpochException);
    }

    @Override
    public void close() {
        try {
            producer.close(PATIENCE);
        } catch (KafkaException e) {
            LOG.debug("Closing a producer", e); // It is of no use any more, whatever that was.
        }
    }
}
