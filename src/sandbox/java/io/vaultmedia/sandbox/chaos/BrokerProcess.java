package io.vaultmedia.sandbox.chaos;

import io.vaultmedia.sandbox.kafka.EmbeddedKafka;
import io.vaultmedia.sandbox.net.FreePort;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;

/**
 * A Kafka broker in a JVM of its own, on a port and a data folder that outlive it. {@code -Dbroker.libs=<folder>} runs it of
 * the jars in this folder: any version of Kafka. Not thread safe.
 */
final class BrokerProcess implements AutoCloseable {

    private final Path folder;
    private final String name;
    private final int port = FreePort.any();
    private final int controllerPort = FreePort.any();
    private final List<String> settings = new ArrayList<>();
    private JavaProcess process;
    private boolean paused;
    private int starts;

    /** One that is not started yet. Its log and its data are in the folder, by this name. */
    BrokerProcess(Path folder, String name) {
        this.folder = folder;
        this.name = name;
    }

    /** Adds Kafka's own settings. */
    void set(Map<String, String> more) {
        more.forEach((key, value) -> settings.add(key + "=" + value));
    }

    String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    int port() {
        return port;
    }

    int controllerPort() {
        return controllerPort;
    }

    /** Starts it, and returns when clients can use it. */
    void start() {
        launch();
        awaitStart();
    }

    /** Starts it, and returns at once. */
    void launch() {
        List<String> arguments = new ArrayList<>(List.of(
                "-Xmx512m",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                classPath(),
                EmbeddedKafka.class.getName(),
                folder.resolve(name).toString(),
                Integer.toString(port)));
        arguments.addAll(settings);
        process = JavaProcess.start(folder.resolve(name + ".log"), Map.of(), arguments);
        paused = false;
        starts++;
    }

    void awaitStart() {
        Awaitility.await("the broker to start").until(() -> !process.isAlive() || announced() == starts);
        if (!process.isAlive()) {
            throw new IllegalStateException("the broker ended at once; see " + name + ".log in " + folder);
        }
    }

    private static String classPath() {
        String libs = System.getProperty("broker.libs", "");
        return libs.isEmpty()
                ? JavaProcess.classPath()
                : "test-classes" + File.pathSeparator
                        + Path.of(libs).toAbsolutePath().resolve("*");
    }

    String log() {
        return name + ".log";
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

    /** SIGTERM; returns once it has ended. */
    void terminate() {
        process.terminate();
    }

    /** SIGSTOP. */
    void pause() {
        process.pause();
        paused = true;
    }

    /** SIGCONT, if it is paused. */
    void resume() {
        if (paused && isRunning()) {
            process.resume();
        }
        paused = false;
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
