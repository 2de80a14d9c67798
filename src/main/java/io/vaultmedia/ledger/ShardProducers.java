package io.vaultmedia.ledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * The transactional producers of one shard. Opening them fences whoever held their transactional ids before, and settles
 * what those left unfinished. Used by one thread at a time.
 *
 * <p>There are two, which take transactions in turn: Kafka completes a transaction some moments after it has answered the
 * commit, and a producer that begins its next one before that waits 20 ms to try again.
 */
final class ShardProducers implements PagePublisher {

    /** By itself, closing lasts as long as Kafka is away; what is not committed by then will be published again. */
    private static final Duration PATIENCE = Duration.ofMillis(250);

    private static final byte[] NOTHING = {};

    private final List<Producer<byte[], byte[]>> lanes = new ArrayList<>();
    private int transactions;

    /** Returns once both can publish; throws where Kafka does not let them. */
    static ShardProducers open(KafkaClients clients, String group, int shard, String ledgerTopic) {
        ShardProducers producers = new ShardProducers();
        try {
            for (String lane : List.of("a", "b")) {
                Producer<byte[], byte[]> producer = clients.producer(group + "-" + shard + "-" + lane);
                producers.lanes.add(producer);
                producer.initTransactions();
            }
            producers.requireFirstLane(new TopicPartition(ledgerTopic, shard));
            return producers;
        } catch (Throwable e) {
            producers.close();
            throw e;
        }
    }

    /**
     * Whoever opens the same shard at the same time may have taken the first lane since: then each would have one, and
     * publish what the other has published. So a transaction that is thrown away shows that the first one is ours while the
     * last one is; from then on, nobody gets a lane without taking both.
     */
    @SuppressWarnings("FutureReturnValueIgnored") // A send that fails makes the abort fail.
    private void requireFirstLane(TopicPartition ledger) {
        Producer<byte[], byte[]> first = lanes.get(0);
        first.beginTransaction();
        first.send(new ProducerRecord<>(ledger.topic(), ledger.partition(), NOTHING, NOTHING));
        first.flush();
        first.abortTransaction();
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // A send that fails makes the commit fail.
    public void publish(List<PageTransaction> pages) {
        if (pages.stream().allMatch(PageTransaction::isEmpty)) {
            return;
        }
        Producer<byte[], byte[]> producer = lanes.get(transactions++ % lanes.size());
        producer.beginTransaction();
        for (PageTransaction page : pages) {
            page.forEachRecord(producer::send);
        }
        producer.commitTransaction();
    }

    /** True where this was thrown because someone else has taken a transactional id over. */
    static boolean isFenced(Throwable thrown) {
        return Stream.iterate(thrown, Objects::nonNull, Throwable::getCause)
                .anyMatch(e -> e instanceof ProducerFencedException || e instanceof InvalidProducerEpochException);
    }

    @Override
    public void close() {
        lanes.forEach(producer -> producer.close(PATIENCE));
    }
}
