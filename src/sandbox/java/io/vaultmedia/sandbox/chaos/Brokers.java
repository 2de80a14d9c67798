package io.vaultmedia.sandbox.chaos;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The brokers of one Kafka cluster, numbered from 1, each in a JVM of its own. Not thread safe. */
final class Brokers implements AutoCloseable {

    private static final String MAJORITY = "2";

    private final List<BrokerProcess> all;

    private final String bootstrapServers;

    private Brokers(List<BrokerProcess> all, String bootstrapServers) {
        this.all = all;
        this.bootstrapServers = bootstrapServers;
    }

    /** Brokers of somebody else, which run: nothing happens to them. */
    static Brokers foreign(String bootstrapServers) {
        return new Brokers(List.of(), bootstrapServers);
    }

    /** One broker, or three that keep three replicas of each record, of which two must have it. None is started yet. */
    static Brokers of(Path folder, int count) {
        List<BrokerProcess> all = IntStream.rangeClosed(1, count)
                .mapToObj(number -> new BrokerProcess(folder, count == 1 ? "broker" : "broker-" + number))
                .toList();
        Brokers brokers = new Brokers(
                all, all.stream().map(BrokerProcess::bootstrapServers).collect(Collectors.joining(",")));
        if (count > 1) {
            IntStream.rangeClosed(1, count).forEach(brokers::join);
        }
        return brokers;
    }

    private void join(int number) {
        BrokerProcess broker = get(number);
        Map<String, String> settings = new HashMap<>();
        settings.put("node.id", Integer.toString(number));
        settings.put("controller.quorum.voters", voters());
        settings.put(
                "listeners",
                "PLAINTEXT://127.0.0.1:" + broker.port() + ",CONTROLLER://127.0.0.1:" + broker.controllerPort());
        settings.put("default.replication.factor", Integer.toString(all.size()));
        settings.put("offsets.topic.replication.factor", Integer.toString(all.size()));
        settings.put("transaction.state.log.replication.factor", Integer.toString(all.size()));
        settings.put("transaction.state.log.min.isr", MAJORITY);
        settings.put("min.insync.replicas", MAJORITY);
        settings.put("replica.lag.time.max.ms", "3000");
        settings.put("broker.session.timeout.ms", "4000");
        broker.set(settings);
    }

    private String voters() {
        return IntStream.rangeClosed(1, all.size())
                .mapToObj(number -> number + "@127.0.0.1:" + all.get(number - 1).controllerPort())
                .collect(Collectors.joining(","));
    }

    BrokerProcess get(int number) {
        return all.get(number - 1);
    }

    String bootstrapServers() {
        return bootstrapServers;
    }

    /** Starts those that do not run, resumes those that are paused, and returns when clients can use all of them. */
    void heal(Consumer<BrokerProcess> started) {
        all.forEach(BrokerProcess::resume);
        List<BrokerProcess> dead =
                all.stream().filter(broker -> !broker.isRunning()).toList();
        dead.forEach(BrokerProcess::launch);
        dead.forEach(started);
        dead.forEach(BrokerProcess::awaitStart);
    }

    void killAll() {
        all.stream().filter(BrokerProcess::isRunning).forEach(BrokerProcess::kill);
    }

    List<String> logs() {
        return all.stream().map(BrokerProcess::log).toList();
    }

    @Override
    public void close() {
        all.forEach(BrokerProcess::close);
    }
}
