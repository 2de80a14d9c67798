package io.vaultmedia.shard;

import io.vaultmedia.kafka.GroupSettings;
import io.vaultmedia.kafka.KafkaClients;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.TopicAdmin;
import io.vaultmedia.ledger.LedgerReader;
import io.vaultmedia.publish.OpenShard;
import io.vaultmedia.publish.ShardProducer;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a shard: takes over its transactional id, which fences any other producer, and only then reads its ledger. Used by one
 * thread at a time.
 */
final class ShardOpening implements Shard.Opening {

    private static final Logger LOG = LoggerFactory.getLogger(ShardOpening.class);

    /** The most that waiting for further pages adds to the age of a variant. */
    private static final Duration GATHERING = Duration.ofMillis(50);

    private final KafkaSettings settings;
    private final KafkaClients clients;
    private final GroupSettings group;
    private final BooleanSupplier isOurs;
    private final String ledger;
    private TopicAdmin admin;
    private LedgerReader reader;
    private final int shards;

    /**
     * Opens shards of this group.
     *
     * @param shards the number of shards that the ledger is made for
     * @param isOurs false while the group may have given our shards to others, who must not be fenced then
     */
    ShardOpening(KafkaSettings settings, GroupSettings group, String ledgerTopic, int shards, BooleanSupplier isOurs) {
        this.shards = shards;
        this.isOurs = isOurs;
        this.clients = new KafkaClients(settings);
        this.group = group;
        this.settings = settings;
        this.ledger = ledgerTopic;
    }

    @Override
    public OpenShard open(int number) {
        if (!isOurs.getAsBoolean()) {
            throw new KafkaException("the consumer group does not answer");
        }
        ShardProducer producer = ShardProducer.open(clients, group.id(), number);
        try {
            OpenShard open =
                    new OpenShard(number, reader().restore(number, shards), producer, GATHERING, System::nanoTime);
            LOG.debug(
                    "Shard {} is open, with {} ledger entries",
                    number,
                    open.ledger().size());
            return open;
        } catch (Throwable e) {
            producer.close();
            ended(); // Kafka may have moved: the next attempt asks for its addresses again.
            throw e;
        }
    }

    /** Returns the one reader of all shards that are opened together. */
    private LedgerReader reader() {
        if (reader == null) {
            admin = new TopicAdmin(settings);
            reader = new LedgerReader(settings, ledger, admin);
        }
        return reader;
    }

    @Override
    public void ended() {
        try (TopicAdmin usedAdmin = admin;
                LedgerReader usedReader = reader) {
            admin = null;
            reader = null;
        }
    }
}
