package io.vaultmedia.ledger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a shard: whoever had its transactional id is fenced; then, and not before, its ledger is read. Thread safe. */
final class ShardOpening {

    private static final Logger LOG = LoggerFactory.getLogger(ShardOpening.class);

    private final KafkaClients clients;
    private final GroupSettings group;
    private final LedgerReader reader;

    ShardOpening(KafkaSettings settings, GroupSettings group, String ledgerTopic) {
        this.clients = new KafkaClients(settings);
        this.group = group;
        this.reader = new LedgerReader(settings, ledgerTopic);
    }

    OpenShard open(int number) {
        ShardProducer producer = ShardProducer.open(clients, group.id(), number);
        try {
            OpenShard open = new OpenShard(number, reader.restore(number), producer);
            LOG.debug(
                    "Shard {} is open, with {} ledger entries",
                    number,
                    open.ledger().size());
            return open;
        } catch (Throwable e) {
            producer.close();
            throw e;
        }
    }
}
