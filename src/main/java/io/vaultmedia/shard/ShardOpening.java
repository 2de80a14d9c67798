package io.vaultmedia.shard;

import io.vaultmedia.kafka.GroupSettings;
import io.vaultmedia.kafka.KafkaClients;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.ledger.LedgerReader;
import io.vaultmedia.publish.OpenShard;
import io.vaultmedia.publish.ShardProducer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a shard: takes over its transactional id, which fences any other producer, and only then reads its ledger. Thread safe. */
final class ShardOpening {

    private static final Logger LOG = LoggerFactory.getLogger(ShardOpening.class);

    /** The most that waiting for further pages adds to the age of a variant. */
    private static final Duration GATHERING = Duration.ofMillis(50);

    private final KafkaClients clients;
    private final GroupSettings group;
    private final BooleanSupplier isOurs;
    private final LedgerReader reader;

    /**
     * Opens shards of this group.
     *
     * @param isOurs false while the group may have given our shards to others, who must not be fenced then
     */
    ShardOpening(KafkaSettings settings, GroupSettings group, String ledgerTopic, BooleanSupplier isOurs) {
        this.isOurs = isOurs;
        this.clients = new KafkaClients(settings);
        this.group = group;
        this.reader = new LedgerReader(settings, ledgerTopic);
    }

    OpenShard open(int number) {
        if (!isOurs.getAsBoolean()) {
            throw new KafkaException("the consumer group does not answer");
        }
        ShardProducer producer = ShardProducer.open(clients, group.id(), number);
        try {
            OpenShard open = new OpenShard(number, reader.restore(number), producer, GATHERING);
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
