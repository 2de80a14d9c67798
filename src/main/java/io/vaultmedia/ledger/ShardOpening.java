package io.vaultmedia.ledger;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a shard: whoever had its transactional ids is fenced; then, and not before, its ledger is read. Thread safe. */
final class ShardOpening {

    private static final Logger LOG = LoggerFactory.getLogger(ShardOpening.class);

    private final KafkaClients clients;
    private final GroupSettings group;
    private final LedgerReader reader;
    private final String ledgerTopic;

    ShardOpening(KafkaSettings settings, GroupSettings group, String ledgerTopic) {
        this.clients = new KafkaClients(settings);
        this.group = group;
        this.reader = new LedgerReader(settings, ledgerTopic);
        this.ledgerTopic = ledgerTopic;
    }

    OpenShard open(int number) {
        ShardProducers producers = ShardProducers.open(clients, group.id(), number, ledgerTopic);
        try {
            OpenShard open = new OpenShard(number, reader.restore(number), producers);
            LOG.debug(
                    "Shard {} is open, with {} ledger entries",
                    number,
                    open.ledger().size());
            return open;
        } catch (Throwable e) {
            producers.close();
            throw e;
        }
    }
}
