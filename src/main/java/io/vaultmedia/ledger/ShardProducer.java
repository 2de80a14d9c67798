package io.vaultmedia.ledger;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * The transactional producer of one shard. Opening it fences whoever held the shard's transactional id before, and settles
 * what that one left unfinished. Used by one thread at a time.
 */
final class ShardProducer implements PagePublisher {

    /** By itself, closing lasts as long as Kafka is away; what is not committed by then will be published again. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private final Producer<byte[], byte[]> producer;

    private ShardProducer(Producer<byte[], byte[]> producer) {
        this.producer = producer;
    }

    /** Returns once it can publish; throws where Kafka does not let it. */
    static ShardProducer open(KafkaClients clients, String group, int shard) {
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
    @SuppressWarnings("FutureReturnValueIgnored") // A send that fails makes the commit fail.
    public void publish(List<PageTransaction> pages) {
        if (pages.stream().allMatch(PageTransaction::isEmpty)) {
            return;
        }
        producer.beginTransaction();
        for (PageTransaction page : pages) {
            page.forEachRecord(producer::send);
        }
        producer.commitTransaction();
    }

    /** True where this was thrown because someone else has taken the transactional id over. */
    static boolean isFenced(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .anyMatch(e -> e instanceof ProducerFencedException || e instanceof InvalidProducerEpochException);
    }

    @Override
    public void close() {
        producer.close(PATIENCE);
    }
}
