package io.vaultmedia.shard;

import io.vaultmedia.kafka.GroupSettings;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.LedgerUnusableException;
import io.vaultmedia.kafka.OpeningFailure;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which shards are ours: those whose ledger partitions a Kafka consumer group assigns to this replica. It joins the group on
 * a thread of its own, and whatever goes wrong, joins again. Thread safe.
 *
 * <p>That two replicas never publish for one shard does not hang on it, but on the transactional ids: the group only sees
 * to it that they need not fight for them.
 */
final class Ownership {

    private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);
    private static final ExponentialBackoff BACKOFF = new ExponentialBackoff(250, 2, 5_000, 0.2);
    private static final long STOP_WITHIN_MILLIS = 4_000;

    /** Whoever works with the shards. */
    @FunctionalInterface
    interface Owner {
        /** From now on these are ours, and no others; returns once the others are let go of. */
        void own(Set<Integer> shards);
    }

    private final KafkaSettings settings;
    private final GroupSettings group;
    private final TopicSetup topicSetup;
    private final String ledgerTopic;
    private final Owner owner;
    private final Thread thread = new Thread(this::run, "vault-ownership");
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Consumer<LedgerUnusableException> onUnusable = e -> LOG.error("{}", e.getMessage());
    private volatile Membership membership;
    private volatile String trouble = "joining the consumer group";

    Ownership(KafkaSettings settings, GroupSettings group, TopicSetup topicSetup, String ledgerTopic, Owner owner) {
        this.settings = settings;
        this.group = group;
        this.topicSetup = topicSetup;
        this.ledgerTopic = ledgerTopic;
        this.owner = owner;
        thread.setDaemon(true);
    }

    /** What to do when only an operator can help; by default it is logged, and tried again. */
    void onUnusable(Consumer<LedgerUnusableException> action) {
        onUnusable = action;
    }

    void start() {
        thread.start();
    }

    /** What the group assigned may be out of date: asks for it anew. */
    void rejoin(String reason) {
        Membership present = membership;
        if (present != null) {
            present.rejoin(reason);
        }
    }

    /** False while others may have been given what is still ours here. */
    boolean isSure() {
        Membership present = membership;
        return present == null || present.isHeard();
    }

    /** Why this replica has no say in the group, or null if it has. */
    String trouble() {
        Membership present = membership;
        return present == null ? trouble : present.trouble();
    }

    /** Lets go of all shards and leaves the group, within bounds. */
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
        for (long failures = 0; !isStopped(0); failures++) {
            try {
                topicSetup.ensure();
                join();
            } catch (WakeupException e) {
                // It is told to stop.
            } catch (Throwable e) {
                report(e);
                isStopped(BACKOFF.backoff(failures));
            }
        }
    }

    private void join() {
        try (Membership present = new Membership(settings, group, owner)) {
            membership = present;
            present.run(ledgerTopic, () -> isStopped(0), topicSetup::ensure);
        } finally {
            membership = null;
        }
    }

    /** Says whether it is told to stop, waiting so long for that. */
    private boolean isStopped(long millis) {
        try {
            return stopped.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    private void report(Throwable e) {
        trouble = OpeningFailure.NONE.or(e).message(settings.shownBrokers());
        if (e instanceof LedgerUnusableException unusable) {
            onUnusable.accept(unusable);
        } else {
            LOG.warn("Cannot join the consumer group {}: {}", group.id(), trouble);
        }
    }
}
