package io.vaultmedia.ledger;

import io.vaultmedia.scan.Connection;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.service.ServiceSupport;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The shards of this replica. All opening and closing happens on one thread of its own, and is tried again until it works:
 * Kafka may come late, go away, and return. Thread safe.
 */
public final class Shards extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Shards.class);
    private static final ExponentialBackoff BACKOFF = new ExponentialBackoff(250, 2, 5_000, 0.2);
    private static final long LONG_SINCE = 10;

    private final List<Shard> shards;
    private final KafkaSettings settings;
    private final TopicSetup topicSetup;
    private final ShardRoutes routes;
    private final LedgerReader reader;
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(Shards::thread);
    private volatile Consumer<LedgerUnusableException> onUnusable = e -> LOG.error("{}", e.getMessage());
    private volatile String trouble;
    private Future<?> retry = CompletableFuture.completedFuture(null);
    private boolean topicsReady;

    /**
     * All shards, none of them open yet.
     *
     * @param context has the route template {@code publish-page}
     * @param count of all shards, which is the number of partitions of the ledger
     */
    public Shards(CamelContext context, int count, KafkaSettings settings, TopicSetup topicSetup, String ledgerTopic) {
        this.shards = IntStream.range(0, count).mapToObj(Shard::new).toList();
        this.settings = settings;
        this.topicSetup = topicSetup;
        this.routes = new ShardRoutes(context);
        this.reader = new LedgerReader(settings, ledgerTopic);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "vault-shards");
        thread.setDaemon(true);
        return thread;
    }

    /** What to do when only an operator can help; by default it is logged, and tried again. */
    public void onUnusable(Consumer<LedgerUnusableException> action) {
        onUnusable = action;
    }

    Shard of(Connection connection) {
        return shards.get(connection.shard(shards.size()));
    }

    /** Begins to open all shards, those with connections first; returns at once. */
    public void open(Collection<Connection> connections) {
        Set<Shard> order = new LinkedHashSet<>();
        connections.forEach(connection -> order.add(of(connection)));
        order.addAll(shards);
        keeper.execute(() -> openClosed(order, 0));
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
     * @param transaction the page that could not be published, or null where it did not come to that
     */
    public void reopen(PageTransaction transaction, Throwable cause) {
        if (transaction == null) {
            return;
        }
        Shard shard = transaction.shard();
        if (shard.close(transaction.shardLedger())) {
            LOG.warn(
                    "Publishing failed in shard {}, opening it again: {}",
                    shard.number(),
                    OpeningFailure.rootOf(cause));
            keeper.execute(() -> openClosed(shards, 0));
        }
    }

    /** Opens what is closed, in this order, and what could not be opened again later: one shard never waits for another. */
    private void openClosed(Collection<Shard> order, long attempt) {
        OpeningFailure failure = OpeningFailure.NONE;
        for (Shard shard : order) {
            failure = failure.or(openIfClosed(shard));
        }
        trouble = failure.message(settings.brokers());
        if (failure.reason() instanceof LedgerUnusableException unusable) {
            openLater(order, LONG_SINCE);
            onUnusable.accept(unusable);
        } else if (trouble != null) {
            LOG.warn("{}", trouble);
            openLater(order, attempt + 1);
        }
    }

    /** Returns why it could not be opened, or null. Whatever it is: nobody else would ever try again. */
    private Throwable openIfClosed(Shard shard) {
        try {
            if (!shard.isOpen()) {
                open(shard);
            }
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    private void openLater(Collection<Shard> order, long attempt) {
        retry.cancel(false);
        if (!keeper.isShutdown()) {
            retry = keeper.schedule(() -> openClosed(order, attempt), BACKOFF.backoff(attempt), TimeUnit.MILLISECONDS);
        }
    }

    private void open(Shard shard) throws Exception {
        if (!topicsReady) {
            topicSetup.ensure();
            topicsReady = true;
        }
        routes.stop(shard);
        routes.start(shard);
        shard.open(reader.restore(shard.number()));
        LOG.debug("Shard {} is open, with {} ledger entries", shard.number(), shard.size());
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
        return trouble;
    }

    /** Stops opening shards; their routes end with the Camel context. */
    @Override
    protected void doStop() {
        keeper.shutdownNow();
    }
}
