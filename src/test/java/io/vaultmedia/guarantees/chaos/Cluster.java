package io.vaultmedia.guarantees.chaos;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.guarantees.Published;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
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
 * All there is, each in JVMs of its own: a broker, the simulated API, and up to three replicas of the packaged product.
 * Nothing but the API runs at first. Not thread safe.
 */
final class Cluster implements AutoCloseable {

    static final int REPLICAS = 3;
    static final String PREFIX = "chaos";

    /** Long enough to see that two replicas poll one connection. */
    static final Duration LATENCY = Duration.ofMillis(50);

    /** How long a replica that was paused may go on as if nothing had happened. */
    private static final Duration FIRST_MOMENTS = Duration.ofSeconds(2);

    private final Path folder;
    private final BrokerProcess broker;
    private final ApiProcess api;
    private final List<Replica> replicas;
    private final OnePoller onePoller = new OnePoller(LATENCY.toMillis());

    private Cluster(Path folder, BrokerProcess broker, ApiProcess api, List<Replica> replicas) {
        this.folder = folder;
        this.broker = broker;
        this.api = api;
        this.replicas = replicas;
    }

    /**
     * Makes one, with a folder of its own for all logs.
     *
     * @param items in each connection's vault, of two stored variants each
     * @param more settings of the replicas
     */
    static Cluster create(String name, long seed, int items, Map<String, String> more) {
        Path folder = freshFolder(name);
        BrokerProcess broker = new BrokerProcess(folder);
        String journal = folder.resolve("journal").toString();
        ApiProcess api = ApiProcess.start(
                folder.resolve("api.log"),
                new ApiOptions(journal, seed, items, LATENCY, broker.bootstrapServers(), PREFIX, REPLICAS));
        List<Replica> replicas = IntStream.rangeClosed(1, REPLICAS)
                .mapToObj(number -> new Replica(number, folder, settings(broker, api, number, more)))
                .toList();
        return new Cluster(folder, broker, api, replicas);
    }

    private static Path freshFolder(String name) {
        try {
            Path all = Files.createDirectories(Path.of("target", "chaos").toAbsolutePath());
            return Files.createTempDirectory(all, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("making a folder for " + name + " under target/chaos", e);
        }
    }

    private static Map<String, String> settings(
            BrokerProcess broker, ApiProcess api, int replica, Map<String, String> more) {
        Map<String, String> settings = new HashMap<>();
        settings.put("vault.api.base-url", api.door(replica).toString());
        settings.put("vault.api.key", api.key());
        settings.put("vault.connections", Accounts.setting());
        settings.put("vault.poll.interval", "500ms");
        settings.put("vault.backoff.max", "2s");
        settings.put("vault.scan.overlap", "30s");
        settings.put("vault.group", PREFIX);
        settings.put("vault.topic.prefix", PREFIX);
        settings.put("camel.component.kafka.brokers", broker.bootstrapServers());
        settings.putAll(more);
        return settings;
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
        broker.start();
        api.guard(broker.pid());
    }

    void killBroker() {
        broker.kill();
    }

    String brokers() {
        return broker.bootstrapServers();
    }

    /** SIGTERM to all that run. */
    void stopReplicas() {
        replicas.stream().filter(Replica::isRunning).forEach(Replica::terminate);
    }

    void resume(int number) {
        onePoller.woke(number, System.currentTimeMillis(), FIRST_MOMENTS.toMillis());
        replica(number).resume();
    }

    /** Restores normal operation: starts or resumes the broker and this number of replicas. */
    void heal(int permanent) {
        if (!broker.isRunning()) {
            startBroker();
        }
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

    List<Delivery> deliveries() {
        return new Published(broker.bootstrapServers(), PREFIX)
                .variants().stream().map(Delivery::of).toList();
    }

    /** Ends live traffic and faults, waits until all has been published that is going to be, and compares. */
    Verdict settle() {
        Set<String> stored = api.settle();
        Set<String> missing = stored;
        long deadline = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        while (!missing.isEmpty() && System.nanoTime() < deadline) {
            Set<String> published = deliveries().stream().map(Delivery::id).collect(Collectors.toSet());
            missing = stored.stream().filter(id -> !published.contains(id)).collect(Collectors.toSet());
        }
        awaitAllPolled();
        awaitAllPolled();
        return Verdict.of(stored, deliveries());
    }

    /** Requests of two replicas for one connection at one time. */
    List<String> overlaps() {
        return onePoller.overlaps(api.requests());
    }

    /** Where the logs are, and their ends. */
    String report() {
        StringBuilder report = new StringBuilder("\nlogs of all processes: ").append(folder);
        List<String> names = new ArrayList<>(List.of("broker.log", "api.log"));
        replicas.forEach(replica -> names.add("replica-" + replica.number() + ".log"));
        names.forEach(name -> report.append(LogTail.of(folder.resolve(name))));
        return report.append('\n').toString();
    }

    @Override
    public void close() {
        replicas.forEach(Replica::close);
        broker.close();
        api.close();
    }
}
