package io.vaultmedia.shard;

import io.vaultmedia.kafka.GroupSettings;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.LedgerUnusableException;
import io.vaultmedia.kafka.OpeningFailure;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which shards are ours: those whose ledger partitions a Kafka consumer group assigns to this replica. It joins the group on
 * a thread of its own, and joins again after any failure. Thread safe.
 *
 * <p>Two replicas never publish for one shard: the transactional ids ensure that. The group only ensures that replicas do not
 * take these ids from each other all the time.
 */
final class Ownership {

    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);
    private static final String JOINING = "joining the consumer group";
    private static final long STOP_WITHIN_MILLIS = 4_000;

    /** Opens and releases shards as they are assigned. */
    @FunctionalInterface
    interface Owner {
        /** Makes exactly these ours; returns once the others are released. */
        void own(Set<Integer> shards);
    }

    private final KafkaSettings settings;
    private final GroupSettings group;
    private final Prerequisites prerequisites;
    private final String ledgerTopic;
    private final int shards;
    private final Owner owner;
    private final Thread thread = KafkaThread.of(this::run, "vault-ownership");
    private final RetryDelay delay = new RetryDelay();
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Consumer<LedgerUnusableException> onUnusable = e -> LOG.error("{}", e.getMessage());
    private volatile Membership membership;
    private volatile String trouble = JOINING;

    Ownership(
            KafkaSettings settings,
            GroupSettings group,
            Prerequisites prerequisites,
            String ledgerTopic,
            int shards,
            Owner owner) {
        this.settings = settings;
        this.group = group;
        this.prerequisites = prerequisites;
        this.ledgerTopic = ledgerTopic;
        this.shards = shards;
        this.owner = owner;
    }

    /** Sets what to do if only an operator can help; by default the failure is logged, and joining is retried. */
    void onUnusable(Consumer<LedgerUnusableException> action) {
        onUnusable = action;
    }

    void start() {
        thread.start();
    }

    /**
     * Runs this once the group has answered from now on, and so confirmed which shards are ours. If this replica has to join
     * first, it is not run: joining says which shards are ours, and opens them.
     */
    void onceConfirmed(Runnable action) {
        Membership present = membership;
        if (present != null) {
            present.onceConfirmed(action);
        }
    }

    /** False while the group may have given our shards to others. */
    boolean isSure() {
        Membership present = membership;
        return present == null || present.isHeard();
    }

    /** Why this replica is not a member of the group, or what is wrong with the group; null if nothing is. */
    String trouble() {
        Membership present = membership;
        return present == null ? trouble : present.trouble();
    }

    /** Releases all shards and leaves the group, within bounds. */
    void close() {
        stopped.countDown();
        Membership present = membership;
        if (present != null) {
            present.wakeup();
        }
        try {
            thread.join(STOP_WITHIN_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isStopped(0)) {
            try {
                prerequisites.ensure();
                join();
            } catch (Throwable e) {
                if (!isStopped(0)) { // Else it was woken up to stop.
                    report(e);
                    isStopped(delay.millis());
                }
            }
        }
    }

    private void join() {
        Membership present = new Membership(settings, group, ledgerTopic, shards, owner);
        try (present) {
            membership = present;
            present.run(() -> isStopped(0), prerequisites::ensure);
        } finally {
            membership = null;
            if (present.hasJoined()) {
                delay.reset();
                trouble = JOINING;
            }
        }
    }

    /** True if it has to stop; waits this long for that. */
    private boolean isStopped(long millis) {
        try {
            return stopped.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void report(Throwable e) {
        String before = trouble;
        trouble = OpeningFailure.NONE.or(e).message(settings);
        if (e instanceof LedgerUnusableException unusable) {
            onUnusable.accept(unusable);
        } else if (!trouble.equals(before)) { // Said once, however often it is retried.
            LOG.warn("Cannot join the consumer group {}: {}", group.id(), trouble);
        }
    }
}
