package io.vaultmedia.shard;

import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.LedgerUnusableException;
import io.vaultmedia.kafka.OpeningFailure;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.ExponentialBackoff;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens those shards that are ours, on a thread of its own and again until it works: Kafka may come late, go away, and
 * return. Thread safe.
 */
final class ShardKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(ShardKeeper.class);
    private static final ExponentialBackoff BACKOFF = new ExponentialBackoff(250, 2, 5_000, 0.2);
    private static final long LONG_SINCE = 10;

    private final KafkaSettings settings;
    private final TopicSetup topicSetup;
    private final Shard.Opening opening;
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(ShardKeeper::thread);
    private volatile Consumer<LedgerUnusableException> onUnusable = e -> LOG.error("{}", e.getMessage());
    private volatile String trouble;
    private Future<?> retry = CompletableFuture.completedFuture(null);

    ShardKeeper(KafkaSettings settings, TopicSetup topicSetup, Shard.Opening opening) {
        this.settings = settings;
        this.topicSetup = topicSetup;
        this.opening = opening;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "vault-shards");
        thread.setDaemon(true);
        return thread;
    }

    /** What to do when only an operator can help; by default it is logged, and tried again. */
    void onUnusable(Consumer<LedgerUnusableException> action) {
        onUnusable = action;
    }

    /** Why the last attempt to open a shard failed, or null if it did not. */
    String trouble() {
        return trouble;
    }

    /** Begins to open those of the shards that are ours and closed, in this order; returns at once. Does nothing once stopped. */
    void open(List<Shard> shards) {
        if (!keeper.isShutdown()) {
            keeper.execute(() -> open(shards, 0));
        }
    }

    /** The same after a failure, which may have been that a topic is gone. */
    void openAnew(List<Shard> shards) {
        if (!keeper.isShutdown()) {
            keeper.execute(() -> open(shards, 1));
        }
    }

    /** Opens nothing any more. */
    void stop() {
        keeper.shutdownNow();
    }

    /** What cannot be opened is tried again later: no shard waits for another. */
    private void open(List<Shard> shards, long attempt) {
        OpeningFailure failure = OpeningFailure.NONE;
        if (attempt > 0 && shards.stream().anyMatch(Shard::isToBeOpened)) {
            failure = failure.or(failureOf(topicSetup::ensure));
        }
        if (failure.reason() == null) {
            for (Shard shard : shards) {
                failure = failure.or(failureOf(() -> shard.openBy(opening)));
            }
        }
        trouble = failure.message(settings.shownBrokers());
        if (failure.reason() instanceof LedgerUnusableException unusable) {
            openLater(shards, LONG_SINCE);
            onUnusable.accept(unusable);
        } else if (trouble != null) {
            LOG.warn("{}", trouble);
            openLater(shards, attempt + 1);
        }
    }

    /** Returns what was thrown, or null. Whatever it is: nobody else would ever try again. */
    private static Throwable failureOf(Runnable attempt) {
        try {
            attempt.run();
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    private void openLater(List<Shard> shards, long attempt) {
        retry.cancel(false);
        if (!keeper.isShutdown()) {
            retry = keeper.schedule(() -> open(shards, attempt), BACKOFF.backoff(attempt), TimeUnit.MILLISECONDS);
        }
    }
}
