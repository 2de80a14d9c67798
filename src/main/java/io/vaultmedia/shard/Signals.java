package io.vaultmedia.shard;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.event.SignalRecords;
import io.vaultmedia.event.Topics;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.OpeningFailure;
import io.vaultmedia.publish.OpenShard;
import io.vaultmedia.publish.SignalTransaction;
import io.vaultmedia.scan.Orders;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.support.service.ServiceSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the signals topic, on a thread of its own, while a shard is open here. Every replica reads all signals, in no group:
 * the ledger says of each connection which signal it followed last, in the transaction that follows it, so none is lost or
 * followed twice when a shard moves or a replica restarts. It is no {@code from: kafka} in a route, because that would begin
 * to read before the brokers are known to speak Kafka's protocol and the topic exists, and would need a consumer group for
 * each replica. Ends with its Camel context. Thread safe.
 */
public final class Signals extends ServiceSupport {

    private static final Logger LOG = LoggerFactory.getLogger(Signals.class);
    private static final long IDLE_MILLIS = 200;
    private static final long STOP_WITHIN_MILLIS = 2_000;

    /** Learns what signals ordered. Called by several threads. */
    public interface Followers {
        /**
         * Kafka has what was ordered for a connection.
         *
         * @param isNews true if a signal came just now, or the connection's shard was opened just now: what it asks for is to
         *     be done. False if only a pause matters
         */
        void ordered(Connection connection, Orders orders, boolean isNews);

        /** A signal was followed in one shard, with this outcome. */
        void handled(String signal, String outcome);
    }

    private final Shards shards;
    private final KafkaSettings settings;
    private final String topic;
    private final SignalRecords records;
    private final Supplier<List<ConnectionSettings>> connections;
    private final Followers followers;
    private final Consumer<SignalTransaction> submit;
    private final Thread thread = KafkaThread.of(this::run, "vault-signals");
    private final CountDownLatch stopped = new CountDownLatch(1);
    private final BadSignals bad;
    private final RetryDelay delay = new RetryDelay();
    private volatile SignalReader reader;
    private volatile String trouble;
    private List<ConnectionSettings> toldConnections = List.of();
    private Set<OpenShard> toldShards = Set.of();
    private boolean isSettled;

    /** Returns these connections, and what stands for none: its shard has to be open, too, to refuse bad signals. */
    public static List<Connection> andNobody(List<ConnectionSettings> all) {
        Stream<Connection> connections = all.stream().map(ConnectionSettings::connection);
        return Stream.concat(connections, Stream.of(ShardSignals.NOBODY)).toList();
    }

    /** @param submit sends a transaction on its way into its shard */
    public Signals(
            Shards shards,
            KafkaSettings settings,
            Topics topics,
            Supplier<List<ConnectionSettings>> connections,
            Followers followers,
            Consumer<SignalTransaction> submit) {
        this.shards = shards;
        this.settings = settings;
        this.topic = topics.signals();
        this.records = new SignalRecords(topics);
        this.bad = new BadSignals(records);
        this.connections = connections;
        this.followers = followers;
        this.submit = submit;
        shards.alsoTroubledBy(() -> trouble);
    }

    @Override
    protected void doStart() {
        thread.start();
    }

    @Override
    protected void doStop() throws InterruptedException {
        stopped.countDown();
        SignalReader present = reader;
        if (present != null) {
            present.wakeup();
        }
        thread.join(STOP_WITHIN_MILLIS);
    }

    private void run() {
        while (!isStopped(IDLE_MILLIS)) {
            if (shards.owned() == 0) {
                continue;
            }
            try (SignalReader present = new SignalReader(settings, topic)) {
                reader = present;
                follow(present);
            } catch (Throwable e) {
                if (!isStopped(0)) { // Else it was woken up to stop.
                    report(e);
                    isStopped(delay.millis());
                }
            } finally {
                reader = null;
            }
        }
    }

    private void follow(SignalReader present) {
        while (!isStopped(0)) {
            boolean haveCome = present.read();
            if (present.isCaughtUp()) {
                trouble = null;
                delay.reset();
                follow(present.log(), haveCome);
            }
        }
    }

    private void follow(SignalLog log, boolean haveCome) {
        List<ConnectionSettings> all = connections.get();
        Set<OpenShard> open = shards.workable();
        if (!haveCome && isSettled && all == toldConnections && open.equals(toldShards)) {
            return;
        }
        isSettled = true;
        for (OpenShard shard : open) {
            List<ConnectionSettings> mine = all.stream()
                    .filter(one -> one.connection().shard(shards.count()) == shard.number())
                    .toList();
            boolean isNew = !toldShards.contains(shard);
            if (isNew || all != toldConnections) {
                mine.forEach(one -> tell(shard, one.connection(), isNew));
            }
            isSettled &= follow(shard, log, mine, all);
        }
        toldConnections = all;
        toldShards = open;
    }

    /** Tells what the ledger has, as the shard was opened, or as the connection may be new. */
    private void tell(OpenShard shard, Connection connection, boolean isNew) {
        Orders orders = shard.ledger().of(connection).orders();
        if (!orders.equals(Orders.NONE)) {
            followers.ordered(connection, orders, isNew);
        }
    }

    /** Returns false if the shard could not take them yet: it is busy, or is being opened again. */
    private boolean follow(
            OpenShard shard, SignalLog log, List<ConnectionSettings> mine, List<ConnectionSettings> all) {
        ShardSignals signals = new ShardSignals(shard, shards.count(), log, records, bad, followers);
        signals.follow(mine, all);
        if (signals.isEmpty() || !shard.hasRoom()) {
            return signals.isEmpty();
        }
        try {
            submit.accept(signals.transaction());
            return true;
        } catch (RuntimeException e) {
            LOG.debug("Signals are followed later in shard {}", shard.number(), e);
            return false;
        }
    }

    private boolean isStopped(long millis) {
        try {
            return stopped.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            return true;
        }
    }

    /** Said once, however often it is retried. */
    private void report(Throwable e) {
        String before = trouble;
        trouble = OpeningFailure.NONE.or(e).message(settings);
        if (trouble != null && !trouble.equals(before)) {
            LOG.warn("Signals cannot be read: {}", trouble);
        }
    }
}
