package io.vaultmedia.shard;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.kafka.GroupSettings;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.LedgerUnusableException;
import io.vaultmedia.kafka.OpeningFailure;
import io.vaultmedia.publish.OpenShard;
import io.vaultmedia.publish.Pages;
import io.vaultmedia.publish.ShardTransaction;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The shards of this replica, as the consumer group assigns them. Ends with its Camel context. Thread safe. */
public final class Shards extends ServiceSupport implements Pages.Shards {

    private static final Logger LOG = LoggerFactory.getLogger(Shards.class);

    private final ShardTable shards;
    private final ShardKeeper keeper;
    private final Ownership ownership;
    private volatile List<Shard> order = List.of();
    private volatile Supplier<String> others = () -> null;

    /**
     * All shards, none of them ours yet.
     *
     * @param count the number of shards that the ledger is made for
     */
    public Shards(int count, KafkaSettings settings, GroupSettings group, TopicSetup topicSetup, String ledgerTopic) {
        this.shards = new ShardTable(count);
        Prerequisites prerequisites =
                new Prerequisites(settings, topicSetup, new LedgerShards(settings, group, ledgerTopic, count));
        this.ownership = new Ownership(settings, group, prerequisites, ledgerTopic, count, this::own);
        this.keeper = new ShardKeeper(
                settings, prerequisites, new ShardOpening(settings, group, ledgerTopic, count, ownership::isSure));
    }

    /** Sets what to do if only an operator can help; by default the failure is logged, and the attempt is repeated. */
    public void onUnusable(Consumer<LedgerUnusableException> action) {
        ownership.onUnusable(action);
        keeper.onUnusable(action);
    }

    /** Sets what else may keep this replica from its work, for health; null if nothing does. */
    void alsoTroubledBy(Supplier<String> trouble) {
        others = trouble;
    }

    /**
     * Opens those of our shards that these connections belong to, in the order of the connections; returns at once. For a shard
     * without connections nothing is published, so it needs no Kafka clients.
     *
     * @param connections all that are polled from now on
     */
    public void use(Collection<Connection> connections) {
        order = shards.of(connections);
        keeper.open(order);
    }

    /** Joins the group, and opens the shards that it assigns as far as they are in use; returns at once. */
    public void join() {
        ownership.start();
    }

    /** Makes exactly these ours; returns once the others are released. */
    public void own(Set<Integer> numbers) {
        LOG.info("This replica has {} of {} shards: {}", numbers.size(), count(), numbers);
        shards.own(numbers);
        keeper.open(order);
    }

    /** Returns the shard of a connection, whether it is ours or not. */
    public Shard of(Connection connection) {
        return shards.of(connection);
    }

    @Override
    public OpenShard open(Connection connection) {
        return of(connection).required();
    }

    /** The open shard of a connection, which a scan can use; empty if it may be another replica's, or is not open. */
    Optional<OpenShard> workable(Connection connection) {
        return of(connection).present().filter(open -> ownership.isSure());
    }

    /** Returns the open shards that can be used: they are not another replica's. */
    Set<OpenShard> workable() {
        return ownership.isSure()
                ? shards.stream().flatMap(shard -> shard.present().stream()).collect(Collectors.toUnmodifiableSet())
                : Set.of();
    }

    /**
     * Adds a page to those that wait for their shard's next transaction.
     *
     * @return true if the caller must request publish-page
     */
    public boolean submit(ShardTransaction page) throws InterruptedException {
        try {
            return page.shard().submit(page);
        } catch (Throwable e) {
            if (!page.shard().isEnded()) { // Else its present transaction may still be committed.
                fail(page.shard(), e);
            }
            page.commit().failed(e);
            throw e;
        }
    }

    /**
     * Closes the shard after any failure: it is unknown what was committed. It is opened again once the group confirms that
     * it is still ours, because another replica may have taken it over. Taking over its transactional id ends what was
     * unfinished, and reading its ledger shows how.
     */
    @Override
    public void fail(OpenShard open, Throwable cause) {
        Shard shard = shards.get(open.number());
        boolean current = shard.fail(open);
        open.fail(cause);
        if (current) {
            LOG.warn(
                    "Publishing failed in shard {}; it is opened again if it is still ours: {}",
                    open.number(),
                    OpeningFailure.rootOf(cause));
            ownership.onceConfirmed(() -> {
                shard.confirm();
                keeper.reopen(order);
            });
            open.end(Duration.ZERO);
        }
    }

    /** The number of this replica's shards that are ready: open, or assigned to it and not in use. */
    public int owned() {
        return assigned() - opening();
    }

    /** The number of assigned shards that are in use and not open. */
    private int opening() {
        return (int) order.stream()
                .filter(shard -> shard.isOwned() && !shard.isOpen())
                .count();
    }

    /** The number of shards that the consumer group assigns to this replica. */
    public int assigned() {
        return (int) shards.stream().filter(Shard::isOwned).count();
    }

    /** Returns all shards, as this replica sees them. */
    public List<ShardStatus> status() {
        return shards.stream().map(Shard::status).toList();
    }

    public int count() {
        return shards.size();
    }

    /** Number of published entries in memory, over all open shards. */
    public int entries() {
        return shards.stream().mapToInt(Shard::size).sum();
    }

    /** What keeps this replica from publishing, for health; null if nothing does. */
    public String trouble() {
        return Stream.of(ownership.trouble(), keeper.trouble(), opening() > 0 ? "opening shards" : null, others.get())
                .filter(Objects::nonNull)
                .findFirst()
                .or(shards::slowCommit)
                .orElse(null);
    }

    /** Releases all shards and leaves the group. */
    @Override
    protected void doStop() {
        keeper.stop();
        ownership.close();
    }
}
