package io.vaultmedia.guarantees;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The product in a JVM of its own, so that it can be killed. Its log goes to a file. */
final class ProductProcess implements AutoCloseable {

    private final Process process;
    private final Path log;

    private ProductProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts the application as it was packaged, as {@code java -jar} does. */
    static ProductProcess startPackaged(Map<String, String> settings, String... jvmOptions) {
        return launch(settings, Map.of(), jvmOptions, "-jar", "app/vault-media-routes.jar");
    }

    /**
     * Starts it from this build's classes.
     *
     * @param settings as Camel properties; they are passed as system properties
     * @param environment further environment variables
     */
    static ProductProcess start(Map<String, String> settings, Map<String, String> environment) {
        return launch(settings, environment, new String[0], "-cp", classPath(), "io.vaultmedia.Application");
    }

    private static ProductProcess launch(
            Map<String, String> settings, Map<String, String> environment, String[] jvmOptions, String... program) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvmOptions));
        settings.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.addAll(List.of(program));
        try {
            Path log = Files.createTempFile(Path.of("target"), "product-", ".log");
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(new File("target"))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().putAll(environment);
            return new ProductProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("starting the product in a JVM of its own", e);
        }
    }

    /** Main classes and libraries only; surefire hides the real class path in a property of its own. */
    private static String classPath() {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return String.join(
                File.pathSeparator,
                List.of(all.split(File.pathSeparator)).stream()
                        .filter(path -> !path.endsWith("test-classes"))
                        .toList());
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** CPU time that it has used so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    String log() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + log, e);
        }
    }

    /** {@code kill -9}. */
    void kill() {
        process.destroyForcibly();
        await();
    }

    /** SIGTERM, and then as long as it takes, within bounds. */
    @Override
    public void close() {
        terminate();
    }

    /** The same; tells how long it took. */
    Duration terminate() {
        long start = System.nanoTime();
        process.destroy();
        await();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void await() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("the product did not end; its log: " + log);
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
