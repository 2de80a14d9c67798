package io.vaultmedia.guarantees.chaos;

import io.vaultmedia.guarantees.JavaProcess;
import io.vaultmedia.sandbox.kafka.EmbeddedKafka;
import io.vaultmedia.sandbox.net.FreePort;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/** A Kafka broker in a JVM of its own, on a port and a data folder that outlive it. Not thread safe. */
final class BrokerProcess implements AutoCloseable {

    private final Path folder;
    private final int port = FreePort.any();
    private JavaProcess process;
    private int starts;

    /** One that is not started yet. */
    BrokerProcess(Path folder) {
        this.folder = folder;
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    /** Starts it, and returns when clients can use it. */
    void start() {
        process = JavaProcess.start(
                folder.resolve("broker.log"),
                Map.of(),
                List.of(
                        "-Xmx512m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        JavaProcess.classPath(),
                        EmbeddedKafka.class.getName(),
                        folder.resolve("kafka").toString(),
                        Integer.toString(port)));
        starts++;
        Awaitility.await("the broker to start").until(() -> !process.isAlive() || announced() == starts);
        if (!process.isAlive()) {
            throw new IllegalStateException("the broker ended at once; see broker.log in " + folder);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    /** {@code kill -9}. */
    void kill() {
        process.kill();
    }

    @Override
    public void close() {
        if (isRunning()) {
            kill();
        }
    }

    private long announced() {
        return process.log().lines().filter(bootstrapServers()::equals).count();
    }
}
