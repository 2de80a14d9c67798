package io.vaultmedia.shard;

import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.connection.Connections;
import io.vaultmedia.ledger.Removals;
import io.vaultmedia.publish.OpenShard;
import io.vaultmedia.publish.Refusals;
import io.vaultmedia.publish.SignalTransaction;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has the ledger forget connections that are not in the list any more, after a time, on a thread of its own: a shard's owner
 * notes what is missing from its list, and deletes it after this time. While an edit of the list is refused, or
 * the list is empty, which is more likely a mistake, nothing is noted or deleted. Ends with its Camel context. Thread safe.
 */
public final class RemovedConnections extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(RemovedConnections.class);
    private static final long LOOK_MILLIS = 250;
    private static final long A_MINUTE = Duration.ofMinutes(1).toNanos();
    private static final long STOP_WITHIN_MILLIS = 2_000;

    private final Shards shards;
    private final Connections connections;
    private final Optional<Duration> after;
    private final Clock clock;
    private final Consumer<SignalTransaction> submit;
    private final Thread thread = KafkaThread.of(this::run, "vault-removed");
    private final CountDownLatch stopped = new CountDownLatch(1);
    private List<ConnectionSettings> seenConnections = List.of();
    private Set<OpenShard> seenShards = Set.of();
    private long seenAt;
    private boolean isSettled;

    /**
     * @param after how long a connection must have been removed; empty to forget none
     * @param submit sends a transaction on its way into its shard
     */
    public RemovedConnections(
            Shards shards,
            Connections connections,
            Optional<Duration> after,
            Clock clock,
            Consumer<SignalTransaction> submit) {
        this.shards = shards;
        this.connections = connections;
        this.after = after;
        this.clock = clock;
        this.submit = submit;
    }

    @Override
    protected void doStart() {
        thread.start();
    }

    @Override
    protected void doStop() throws InterruptedException {
        stopped.countDown();
        thread.join(STOP_WITHIN_MILLIS);
    }

    private void run() {
        try {
            while (!stopped.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
                try {
                    look();
                } catch (RuntimeException e) { // A shard was closed meanwhile, or Camel stops: the next look goes on.
                    isSettled = false;
                    LOG.debug("Looking for removed connections failed; it is repeated", e);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Does nothing if nothing has changed, unless it is a minute ago. */
    void look() {
        List<ConnectionSettings> all = connections.current();
        Set<OpenShard> open = shards.workable();
        boolean isNews = !isSettled || all != seenConnections || !open.equals(seenShards);
        if (all.isEmpty() || connections.problem() != null || !(isNews || System.nanoTime() - seenAt > A_MINUTE)) {
            return;
        }
        isSettled = true;
        Set<Long> listed = new HashSet<>();
        Signals.andNobody(all).forEach(one -> listed.add(one.fingerprint()));
        for (OpenShard shard : open) {
            Removals found = Removals.of(shard.ledger(), listed, clock.instant(), after);
            if (!found.entries().isEmpty()) {
                isSettled = false;
                submit(shard, found);
            }
        }
        seenConnections = all;
        seenShards = open;
        seenAt = System.nanoTime();
    }

    private void submit(OpenShard shard, Removals found) {
        if (shard.hasRoom()) {
            submit.accept(SignalTransaction.of(
                    shard, found.entries(), List.of(), new Refusals(), () -> log(shard.number(), found)));
        }
    }

    private void log(int shard, Removals found) {
        if (found.removed() > 0) {
            LOG.info(
                    "{} connections of shard {} are not in the list any more: the ledger forgets them in {}",
                    found.removed(),
                    shard,
                    after.orElse(Duration.ZERO));
        }
        if (found.returned() > 0) {
            LOG.info("{} removed connections of shard {} are in the list again", found.returned(), shard);
        }
        if (found.forgotten() > 0) {
            LOG.info("The ledger has forgotten {} removed connections of shard {}", found.forgotten(), shard);
        }
    }
}
