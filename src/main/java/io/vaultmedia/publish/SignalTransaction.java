package io.vaultmedia.publish;

import io.vaultmedia.ledger.LedgerEntry;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is written in one shard beside its pages: what signals ordered for its connections, with the records that acknowledge
 * them, or which of its connections were removed.
 */
public final class SignalTransaction extends ShardTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(SignalTransaction.class);

    /** Their records are small, and of our own making: Kafka refuses none for itself. */
    private static final Refusals.Subject NOTHING = new Refusals.Subject(0, 0, 0);

    private final Refusals refusals = new Refusals();
    private final Runnable onCommit;

    private SignalTransaction(OpenShard shard, PageContent content, Runnable onCommit) {
        super(shard, content);
        this.onCommit = onCommit;
    }

    /**
     * Returns the transaction of these orders and records.
     *
     * @param onCommit runs once Kafka has committed them
     */
    public static SignalTransaction of(
            OpenShard shard,
            List<LedgerEntry> orders,
            List<ProducerRecord<byte[], byte[]>> records,
            Runnable onCommit) {
        PageContent content = new PageContent();
        content.entries.addAll(orders);
        records.forEach(record -> content.records.add(new OutboundRecord(record, 0, NOTHING)));
        return new SignalTransaction(shard, content, onCommit);
    }

    @Override
    Refusals refusals() {
        return refusals;
    }

    @Override
    void enter() {
        entries().forEach(shard().ledger()::apply);
    }

    @Override
    void committed() {
        try {
            onCommit.run();
        } catch (RuntimeException e) {
            LOG.error("Following what is committed", e);
        } finally {
            commit().succeeded();
        }
    }
}
