package io.vaultmedia.sandbox.kafka;

import java.nio.file.Path;
import java.util.Properties;

/** Kafka's own settings for a broker and controller in one: small, on loopback, quick to start. Thread safe. */
final class BrokerSettings {
    private BrokerSettings() {}

    static Properties of(Path dataFolder, int brokerPort, int controllerPort) {
        Properties settings = new Properties();
        identity(settings, dataFolder, brokerPort, controllerPort);
        internalTopics(settings);
        transactions(settings);
        size(settings);
        pace(settings);
        return settings;
    }

    private static void identity(Properties settings, Path dataFolder, int brokerPort, int controllerPort) {
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", "1");
        settings.put("controller.quorum.voters", "1@127.0.0.1:" + controllerPort);
        settings.put("listeners", "PLAINTEXT://127.0.0.1:" + brokerPort + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "PLAINTEXT://127.0.0.1:" + brokerPort);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("log.dirs", dataFolder.toString());
    }

    private static void internalTopics(Properties settings) {
        settings.put("auto.create.topics.enable", "false");
        settings.put("num.partitions", "4");
        settings.put("default.replication.factor", "1");
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "2");
    }

    private static void transactions(Properties settings) {
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");
    }

    private static void size(Properties settings) {
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("background.threads", "2");
        settings.put("num.recovery.threads.per.data.dir", "2");
        settings.put("log.cleaner.enable", "true");
        settings.put("log.cleaner.threads", "1");
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("log.index.size.max.bytes", "2097152");
    }

    /** Sessions are short, because a killed broker is admitted again only when its old session has ended. */
    private static void pace(Properties settings) {
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("broker.heartbeat.interval.ms", "200");
        settings.put("broker.session.timeout.ms", "2000");
    }
}
