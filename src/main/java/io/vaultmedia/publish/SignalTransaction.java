package io.vaultmedia.publish;

import io.vaultmedia.ledger.LedgerEntry;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is written in one shard beside its pages: what signals ordered for its connections, with the records that acknowledge
 * them, or which of its connections were removed.
 */
public final class SignalTransaction extends ShardTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(SignalTransaction.class);

    private final Refusals refusals;
    private final Runnable onCommit;

    private SignalTransaction(OpenShard shard, PageContent content, Refusals refusals, Runnable onCommit) {
        super(shard, content);
        this.refusals = refusals;
        this.onCommit = onCommit;
    }

    /**
     * Returns the transaction of these orders and records.
     *
     * @param refusals takes the records that Kafka refuses
     * @param onCommit runs once Kafka has committed them
     */
    public static SignalTransaction of(
            OpenShard shard,
            List<LedgerEntry> orders,
            List<OutboundRecord> records,
            Refusals refusals,
            Runnable onCommit) {
        PageContent content = new PageContent();
        content.entries.addAll(orders);
        content.records.addAll(records);
        return new SignalTransaction(shard, content, refusals, onCommit);
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
