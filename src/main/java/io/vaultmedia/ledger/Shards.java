package io.vaultmedia.ledger;

import io.vaultmedia.scan.Connection;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shards of this replica, and which of them are open. Ends with its Camel context, as a service of it. Thread safe. */
public final class Shards extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Shards.class);

    private final List<Shard> shards;
    private final ShardKeeper keeper;

    /**
     * All shards, none of them open yet.
     *
     * @param context has the route template {@code publish-page}
     * @param count of all shards, which is the number of partitions of the ledger
     */
    public Shards(CamelContext context, int count, KafkaSettings settings, TopicSetup topicSetup, String ledgerTopic) {
        this.shards = IntStream.range(0, count).mapToObj(Shard::new).toList();
        this.keeper = new ShardKeeper(
                settings, topicSetup, new ShardRoutes(context), new LedgerReader(settings, ledgerTopic));
    }

    /** What to do when only an operator can help; by default it is logged, and tried again. */
    public void onUnusable(Consumer<LedgerUnusableException> action) {
        keeper.onUnusable(action);
    }

    Shard of(Connection connection) {
        return shards.get(connection.shard(shards.size()));
    }

    /** Begins to open all shards, those with connections first; returns at once. */
    public void open(Collection<Connection> connections) {
        Set<Shard> order = new LinkedHashSet<>();
        connections.forEach(connection -> order.add(of(connection)));
        order.addAll(shards);
        keeper.open(order);
    }

    /** Lets a page through only if it was prepared against the state that its shard has now. */
    public PageTransaction admit(PageTransaction transaction) {
        transaction.shard().admit(transaction);
        return transaction;
    }

    /**
     * Lets go of a shard whose transaction may or may not have been committed, and opens it again: taking over its
     * transactional ids settles the transaction, reading the ledger tells how. It is closed when this returns: until it is
     * open again, no page can be prepared against a ledger that may lack what was committed. Harmless if all that has
     * happened since.
     *
     * @param transaction the page that could not be published; null, or one that was, where it did not come to that
     */
    public void reopen(PageTransaction transaction, Throwable cause) {
        if (transaction == null || transaction.isConfirmed()) {
            return;
        }
        Shard shard = transaction.shard();
        if (shard.close(transaction.shardLedger())) {
            LOG.warn(
                    "Publishing failed in shard {}, opening it again: {}",
                    shard.number(),
                    OpeningFailure.rootOf(cause));
            keeper.open(shards);
        }
    }

    /** Number of shards that are open. */
    public int owned() {
        return (int) shards.stream().filter(Shard::isOpen).count();
    }

    /** Number of shards in all. */
    public int count() {
        return shards.size();
    }

    /** Number of published entries in memory, over all open shards. */
    public int entries() {
        return shards.stream().mapToInt(Shard::size).sum();
    }

    /** Why the last attempt to open a shard failed, or null if it did not. */
    public String trouble() {
        return keeper.trouble();
    }

    /** Stops opening shards; their routes end with the Camel context. */
    @Override
    protected void doStop() {
        keeper.stop();
    }
}
