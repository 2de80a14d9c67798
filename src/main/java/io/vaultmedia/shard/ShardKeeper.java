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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens the shards that are ours, on a thread of its own, and retries until they are open: Kafka may come late, go away,
 * and return. Thread safe.
 */
final class ShardKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(ShardKeeper.class);

    private final KafkaSettings settings;
    private final Prerequisites prerequisites;
    private final Shard.Opening opening;
    private final ScheduledExecutorService keeper = Executors.newSingleThreadScheduledExecutor(ShardKeeper::thread);
    private volatile Consumer<LedgerUnusableException> onUnusable = e -> LOG.error("{}", e.getMessage());
    private volatile String trouble;
    private final RetryDelay delay = new RetryDelay();
    private Future<?> retry = CompletableFuture.completedFuture(null);

    ShardKeeper(KafkaSettings settings, Prerequisites prerequisites, Shard.Opening opening) {
        this.settings = settings;
        this.prerequisites = prerequisites;
        this.opening = opening;
    }

    private static Thread thread(Runnable work) {
        return KafkaThread.of(work, "vault-shards");
    }

    /** Sets what to do if only an operator can help; by default the failure is logged, and opening is retried. */
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
            keeper.execute(() -> open(shards, false));
        }
    }

    /** The same after a failure, whose reason may be that a topic is gone. */
    void reopen(List<Shard> shards) {
        if (!keeper.isShutdown()) {
            keeper.execute(() -> open(shards, true));
        }
    }

    /** Opens no further shard. */
    void stop() {
        keeper.shutdownNow();
    }

    /** A shard that cannot be opened is retried later: the others do not wait for it. */
    private void open(List<Shard> shards, boolean afterFailure) {
        OpeningFailure failure = OpeningFailure.NONE;
        if (afterFailure && shards.stream().anyMatch(Shard::isToBeOpened)) {
            failure = failure.or(failureOf(prerequisites::ensure));
        }
        if (failure.reason() == null) {
            for (Shard shard : shards) {
                failure = failure.or(failureOf(() -> shard.openBy(opening)));
            }
            failure = failure.or(failureOf(opening::ended));
        }
        String before = trouble;
        trouble = failure.message(settings);
        if (failure.reason() instanceof LedgerUnusableException unusable) {
            reopenIn(delay.longest(), shards);
            onUnusable.accept(unusable);
        } else if (trouble != null) {
            if (!trouble.equals(before)) { // Said once, however often it is retried.
                LOG.warn("{}", trouble);
            }
            reopenIn(delay.millis(), shards);
        } else {
            delay.reset();
        }
    }

    /** Returns what was thrown, or null. Errors are caught too: without a retry the shard would stay closed. */
    private static Throwable failureOf(Runnable attempt) {
        try {
            attempt.run();
            return null;
        } catch (Throwable e) {
            return e;
        }
    }

    private void reopenIn(long millis, List<Shard> shards) {
        retry.cancel(false);
        if (!keeper.isShutdown()) {
            retry = keeper.schedule(() -> open(shards, true), millis, TimeUnit.MILLISECONDS);
        }
    }
}
