package io.vaultmedia.guarantees;

import io.vaultmedia.sandbox.chaos.JavaProcess;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The product in a JVM of its own. Its log goes to a file. */
final class ProductProcess implements AutoCloseable {

    private final JavaProcess process;

    private ProductProcess(JavaProcess process) {
        this.process = process;
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

    /** Starts one of its commands from this build's classes. */
    static ProductProcess command(Map<String, String> settings, String... arguments) {
        List<String> program = new ArrayList<>(List.of("-cp", classPath(), "io.vaultmedia.Application"));
        program.addAll(List.of(arguments));
        return launch(settings, Map.of(), new String[0], program.toArray(String[]::new));
    }

    /**
     * Starts an application that is not ours, and has everything as Camel has it by default.
     *
     * @param properties a file with its settings
     * @param log the name of its log4j2 configuration on the tests' class path
     */
    static ProductProcess startHost(Path properties, String log) {
        String[] options = {"-Dlog4j2.configurationFile=classpath:" + log};
        return launch(
                Map.of(),
                Map.of(),
                options,
                "-cp",
                JavaProcess.classPath(),
                DefaultHost.class.getName(),
                properties.toAbsolutePath().toString());
    }

    private static ProductProcess launch(
            Map<String, String> settings, Map<String, String> environment, String[] jvmOptions, String... program) {
        List<String> arguments = new ArrayList<>(List.of(jvmOptions));
        settings.forEach((key, value) -> arguments.add("-D" + key + "=" + value));
        arguments.addAll(List.of(program));
        try {
            Path log = Files.createTempFile(Path.of("target"), "product-", ".log");
            return new ProductProcess(JavaProcess.start(log, environment, arguments));
        } catch (IOException e) {
            throw new UncheckedIOException("making a log file for the product", e);
        }
    }

    /** Main classes and libraries only. */
    private static String classPath() {
        return String.join(
                File.pathSeparator,
                List.of(JavaProcess.classPath().split(File.pathSeparator)).stream()
                        .filter(path -> !path.endsWith("test-classes"))
                        .toList());
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** CPU time that it has used so far. */
    Duration cpu() {
        return process.cpu();
    }

    String log() {
        return process.log();
    }

    /** {@code kill -9}. */
    void kill() {
        process.kill();
    }

    /** SIGTERM, and then as long as it takes, within bounds. */
    @Override
    public void close() {
        terminate();
    }

    /** The same; tells how long it took. */
    Duration terminate() {
        return process.terminate();
    }
}
