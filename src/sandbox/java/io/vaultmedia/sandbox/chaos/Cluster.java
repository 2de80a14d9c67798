package io.vaultmedia.sandbox.chaos;

import io.vaultmedia.connection.Connection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;

/**
 * All there is, each in JVMs of its own: a broker or three, the simulated API, and up to three replicas of the packaged product.
 * Nothing but the API runs at first. Not thread safe.
 */
final class Cluster implements AutoCloseable {

    private static final Set<String> VARIANTS = Set.of("image", "video", "audio", "other");

    /** How long a replica that was paused may go on as if nothing had happened. */
    private static final Duration FIRST_MOMENTS = Duration.ofSeconds(2);

    private final ClusterSetup setup;
    private final Brokers brokers;
    private final ApiProcess api;
    private final List<Replica> replicas;
    private final OnePoller onePoller = new OnePoller(ClusterSetup.LATENCY.toMillis());

    private Cluster(ClusterSetup setup, ApiProcess api, List<Replica> replicas) {
        this.setup = setup;
        this.brokers = setup.brokers();
        this.api = api;
        this.replicas = replicas;
    }

    /** Starts the API. */
    static Cluster start(ClusterSetup setup) {
        ApiProcess api = setup.startApi();
        return new Cluster(
                setup,
                api,
                IntStream.rangeClosed(1, ClusterSetup.REPLICAS)
                        .mapToObj(number -> setup.replica(number, api))
                        .toList());
    }

    ApiProcess api() {
        return api;
    }

    Replica replica(int number) {
        return replicas.get(number - 1);
    }

    void start(int number) {
        replica(number).start();
        api.guard(replica(number).pid());
    }

    void startBroker() {
        brokers.heal(broker -> api.guard(broker.pid()));
    }

    /** Kills all brokers. */
    void killBroker() {
        brokers.killAll();
    }

    BrokerProcess broker(int number) {
        return brokers.get(number);
    }

    String brokers() {
        return brokers.bootstrapServers();
    }

    /** SIGTERM to all that run. */
    void stopReplicas() {
        replicas.stream().filter(Replica::isRunning).forEach(Replica::terminate);
    }

    void resume(int number) {
        onePoller.woke(number, System.currentTimeMillis(), FIRST_MOMENTS.toMillis());
        replica(number).resume();
    }

    /** Restores normal operation: starts or resumes the brokers and this number of replicas. */
    void heal(int permanent) {
        startBroker();
        replicas.stream().filter(Replica::isPaused).filter(Replica::isRunning).forEach(r -> resume(r.number()));
        replicas.stream()
                .filter(replica -> replica.number() <= permanent && !replica.isRunning())
                .forEach(replica -> start(replica.number()));
    }

    /** Waits until each connection was polled since then by one of these replicas; returns when the last of them was. */
    long awaitPolls(long since, Predicate<Replica> by, Set<String> connections) {
        Map<String, Long> first = new HashMap<>();
        Awaitility.await("polls of " + connections)
                .atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> {
                    first.clear();
                    api.requests().stream()
                            .filter(asked -> asked.at() > since && by.test(replica(asked.replica())))
                            .forEach(asked -> first.putIfAbsent(asked.connection(), asked.at()));
                    return first.keySet().containsAll(connections);
                });
        return first.values().stream().mapToLong(Long::longValue).max().orElse(since);
    }

    /** Waits until each connection was polled from now on; returns how long that took. */
    Duration awaitAllPolled() {
        long now = System.currentTimeMillis();
        return Duration.ofMillis(awaitPolls(now, replica -> true, allConnections()) - now);
    }

    /** Has a variant stored for each connection, and waits until all are published; returns how long that took. */
    Duration awaitNews() {
        Set<String> before = news();
        long start = System.nanoTime();
        api.news();
        Awaitility.await("news of each connection")
                .atMost(Duration.ofMinutes(2))
                .until(() -> news().size() >= before.size() + Accounts.ALL.size());
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private Set<String> news() {
        return deliveries().stream()
                .map(Delivery::id)
                .filter(id -> id.contains("/news-"))
                .collect(Collectors.toSet());
    }

    /** Waits until this number of replicas run and share the shards as evenly as possible. */
    void awaitBalance(int running) {
        Awaitility.await("an even share for " + running + " replicas")
                .atMost(Duration.ofMinutes(1))
                .until(() -> isBalanced(owned(), running));
    }

    /** How many shards each replica that runs says it owns. */
    List<Integer> owned() {
        return replicas.stream()
                .filter(Replica::isRunning)
                .map(Replica::shardsOwned)
                .toList();
    }

    private static boolean isBalanced(List<Integer> owned, int running) {
        return owned.size() == running
                && owned.stream().mapToInt(Integer::intValue).sum() == Accounts.SHARDS
                && Collections.max(owned) - Collections.min(owned) <= 1;
    }

    /** Waits until no connection's backfill is unfinished. */
    void awaitBackfills() {
        Awaitility.await("the end of the backfills")
                .atMost(Duration.ofMinutes(3))
                .until(() -> api.requests().stream()
                        .filter(Asked::news)
                        .map(Asked::connection)
                        .collect(Collectors.toSet())
                        .containsAll(allConnections()));
    }

    static Set<String> allConnections() {
        return Accounts.ALL.stream().map(Connection::name).collect(Collectors.toSet());
    }

    /** Who polled each connection last. */
    Map<String, Integer> pollers() {
        Map<String, Integer> pollers = new HashMap<>();
        api.requests().forEach(asked -> pollers.put(asked.connection(), asked.replica()));
        return pollers;
    }

    /** Those for its replicas. */
    Signals signals() {
        return new Signals(setup.client(), setup.prefix());
    }

    List<Delivery> deliveries() {
        return topics().read(VARIANTS::contains).stream().map(Delivery::of).toList();
    }

    private CommittedTopics topics() {
        return new CommittedTopics(setup.client(), setup.prefix());
    }

    /** Ends live traffic and faults, waits until all has been published that is going to be, and compares. */
    Verdict settle() {
        awaitRest();
        return compare();
    }

    /** Ends live traffic and faults, and waits until all has been published that is going to be. */
    void awaitRest() {
        Set<String> stored = api.settle();
        Set<String> missing = stored;
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!missing.isEmpty() && System.nanoTime() < deadline) {
            Set<String> published = deliveries().stream().map(Delivery::id).collect(Collectors.toSet());
            missing = stored.stream().filter(id -> !published.contains(id)).collect(Collectors.toSet());
        }
        awaitAllPolled();
        awaitAllPolled();
    }

    /** Ends live traffic and all replicas, and compares. */
    Verdict compare() {
        Set<String> stored = api.settle();
        stopReplicas();
        return Verdict.of(stored, api.gone(), deliveries(), Entry.of(topics().read("ledger"::equals)));
    }

    /** Requests of two replicas for one connection at one time. */
    List<String> overlaps() {
        return onePoller.overlaps(api.requests());
    }

    /** Where the logs are, and their ends. */
    String report() {
        StringBuilder report = new StringBuilder("\nlogs of all processes: ").append(setup.folder());
        List<String> names = new ArrayList<>(brokers.logs());
        names.add("api.log");
        replicas.forEach(replica -> names.add("replica-" + replica.number() + ".log"));
        names.forEach(name -> report.append(LogTail.of(setup.folder().resolve(name))));
        return report.append('\n').toString();
    }

    @Override
    public void close() {
        replicas.forEach(Replica::close);
        brokers.close();
        api.close();
    }
}
