package io.vaultmedia.sandbox.chaos;

import io.vaultmedia.sandbox.net.FreePort;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One replica of the packaged product: a place for its processes, one after the other. Not thread safe. */
final class Replica implements AutoCloseable {

    static final String JAR = "vault-media-routes.jar";

    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();
    private static final String OWNED = "vault_shards_owned ";

    private final int number;
    private final Path log;
    private final Path folder;
    private final Path app;
    private final int managementPort = FreePort.any();
    private JavaProcess process;
    private boolean paused;

    /**
     * One that is not started yet.
     *
     * @param folder for its log, and for a folder of its own
     * @param app the folder of the application
     */
    Replica(int number, Path folder, Path app, Map<String, String> settings) {
        this.number = number;
        this.log = folder.resolve("replica-" + number + ".log");
        this.folder = folder.resolve("replica-" + number);
        this.app = app;
        Map<String, String> all = new HashMap<>(settings);
        all.put("camel.management.port", Integer.toString(managementPort));
        SettingsFile.write(this.folder.resolve(Path.of("config", "application.properties")), all);
    }

    int number() {
        return number;
    }

    /** Starts a process, and returns at once. */
    void start() {
        process = JavaProcess.start(
                folder,
                log,
                Map.of(),
                List.of(
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-jar",
                        app.resolve(JAR).toString()));
        paused = false;
    }

    long pid() {
        return process.pid();
    }

    boolean isRunning() {
        return process != null && process.isAlive();
    }

    boolean isPaused() {
        return paused;
    }

    /** {@code kill -9}. */
    void kill() {
        process.kill();
    }

    /** SIGTERM; tells how long it took to end. */
    Duration terminate() {
        return process.terminate();
    }

    /** SIGSTOP: for the others it is as if dead, for itself no time passes. */
    void pause() {
        process.pause();
        paused = true;
    }

    /** SIGCONT. */
    void resume() {
        process.resume();
        paused = false;
    }

    /** How many shards it says it owns; 0 as long as it does not answer. */
    int shardsOwned() {
        return get("/observe/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(OWNED))
                .mapToInt(line -> (int) Double.parseDouble(line.substring(OWNED.length())))
                .findFirst()
                .orElse(0);
    }

    /** Whether it says that it is ready. */
    boolean isReady() {
        return readiness().statusCode() == 200;
    }

    /** What it says of whether it is ready; status 0 as long as it does not answer. */
    Answer readiness() {
        return get("/observe/health/ready");
    }

    @Override
    public void close() {
        if (isRunning()) {
            kill();
        }
    }

    private Answer get(String path) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            HttpResponse<String> response = HTTP.send(request, BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException notYet) {
            return new Answer(0, "");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException("asking replica " + number, new IOException(e));
        }
    }

    /** An answer of the management server. Immutable. */
    record Answer(int statusCode, String body) {}
}
