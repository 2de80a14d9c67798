package io.vaultmedia.sandbox.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.tools.StorageTool;
import org.apache.kafka.common.utils.Time;

/**
 * A real Kafka broker in this JVM, in KRaft mode, on loopback. Its data folder remains when it stops: another broker
 * that is started on the same folder, in this JVM or another, has the same records. Several brokers can run in one
 * JVM, each on its own folder.
 *
 * <p>Topics are not created automatically. New topics have 4 partitions by default. After a {@code kill -9}, a restart
 * takes a few seconds longer than after a stop, because the controller waits until the dead broker's session ends.
 *
 * <p>Thread safe.
 */
public final class EmbeddedKafka implements AutoCloseable {
    /** The same for all, so that several brokers can be one cluster. */
    private static final String CLUSTER_ID = "dmF1bHQtbWVkaWEtcm91dA";

    private final KafkaRaftServer server;
    private final String bootstrapServers;
    private final int port;
    private boolean stopped;

    private EmbeddedKafka(KafkaRaftServer server, String bootstrapServers, int port) {
        this.server = server;
        this.bootstrapServers = bootstrapServers;
        this.port = port;
    }

    /**
     * Starts a broker, and returns when clients can use it.
     *
     * @param dataFolder its data folder; created and formatted if it is new
     * @param port 0 for a free one
     * @throws IllegalStateException if the port is taken; the message is one line that names it
     */
    public static EmbeddedKafka start(Path dataFolder, int port) {
        return start(dataFolder, port, Map.of());
    }

    /**
     * Starts a broker with some of Kafka's own settings: as a member of a cluster, for example, or behind a proxy.
     *
     * @param dataFolder its data folder; created and formatted if it is new
     * @param port 0 for a free one
     * @param more take the place of ours
     */
    public static EmbeddedKafka start(Path dataFolder, int port, Map<String, String> more) {
        LoopbackPorts ports = LoopbackPorts.reserve(port);
        Properties settings = BrokerSettings.of(dataFolder.toAbsolutePath(), ports.broker(), ports.controller());
        settings.putAll(more);
        return start(dataFolder, settings, List.of(), "127.0.0.1:" + ports.broker(), ports.broker());
    }

    /**
     * Starts a broker that admits only clients that meet {@code security}.
     *
     * @param dataFolder its users are added when it is formatted
     */
    public static EmbeddedKafka startSecured(Path dataFolder, int port, BrokerSecurity security) {
        LoopbackPorts ports = LoopbackPorts.reserve(port);
        Properties settings = BrokerSettings.of(dataFolder.toAbsolutePath(), ports.broker(), ports.controller());
        security.applyTo(settings, ports);
        return start(
                dataFolder, settings, security.usersToAdd(), BrokerSecurity.address(ports.broker()), ports.broker());
    }

    private static EmbeddedKafka start(
            Path dataFolder, Properties settings, List<String> formatting, String bootstrapServers, int port) {
        if (!Files.exists(dataFolder.resolve("meta.properties"))) {
            format(dataFolder, settings, formatting);
        }
        KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(settings, false), Time.SYSTEM);
        try {
            server.startup();
            return new EmbeddedKafka(server, bootstrapServers, port);
        } catch (RuntimeException e) {
            server.shutdown();
            throw e;
        }
    }

    /** The value for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    public int port() {
        return port;
    }

    /** Stops the broker and keeps its data. Does nothing if it is stopped. */
    public synchronized void stop() {
        if (!stopped) {
            stopped = true;
            server.shutdown();
        }
    }

    @Override
    public void close() {
        stop();
    }

    /**
     * Runs a broker until its JVM is ended. Prints its bootstrap address when clients can use it.
     *
     * @param args the data folder, the port, and any number of Kafka's own settings, {@code key=value}
     */
    public static void main(String[] args) throws InterruptedException {
        Map<String, String> more = Stream.of(args)
                .skip(2)
                .map(setting -> setting.split("=", 2))
                .collect(Collectors.toMap(setting -> setting[0], setting -> setting[1]));
        EmbeddedKafka kafka = start(Path.of(args[0]), Integer.parseInt(args[1]), more);
        Runtime.getRuntime().addShutdownHook(new Thread(kafka::stop, "stop-kafka"));
        System.out.println(kafka.bootstrapServers());
        new CountDownLatch(1).await();
    }

    private static void format(Path dataFolder, Properties settings, List<String> more) {
        try {
            Files.createDirectories(dataFolder);
            Path file = Files.createTempFile("embedded-kafka", ".properties");
            try {
                store(settings, file);
                format(dataFolder, file, more);
            } finally {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("formatting Kafka's data folder " + dataFolder, e);
        }
    }

    private static void format(Path dataFolder, Path file, List<String> more) {
        List<String> arguments =
                new ArrayList<>(List.of("format", "--cluster-id", CLUSTER_ID, "--config", file.toString()));
        arguments.addAll(more);
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        if (StorageTool.execute(arguments.toArray(String[]::new), new PrintStream(said, true, StandardCharsets.UTF_8))
                != 0) {
            throw new IllegalStateException(
                    "formatting Kafka's data folder " + dataFolder + ": " + said.toString(StandardCharsets.UTF_8));
        }
    }

    private static void store(Properties settings, Path file) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            settings.store(out, null);
        }
    }
}
