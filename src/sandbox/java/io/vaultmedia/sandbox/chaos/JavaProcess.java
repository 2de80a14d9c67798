package io.vaultmedia.sandbox.chaos;

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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A JVM of its own, so that it can be killed, paused, or told to end. Its output goes to a file. It ends with this JVM, if
 * not before. Thread safe.
 */
public final class JavaProcess implements AutoCloseable {

    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(JavaProcess::endAll, "end-processes"));
    }

    private static volatile boolean ending;

    private final Process process;
    private final Path log;

    private JavaProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
        RUNNING.add(process);
        var unused = process.onExit().thenAccept(RUNNING::remove);
        if (ending) { // The others are gone already.
            process.destroyForcibly();
        }
    }

    private static void endAll() {
        ending = true;
        RUNNING.forEach(Process::destroyForcibly);
    }

    /**
     * Starts a JVM of this JVM's version in the folder {@code target}.
     *
     * @param log where its output is appended
     * @param environment further environment variables
     * @param arguments as after {@code java}
     */
    public static JavaProcess start(Path log, Map<String, String> environment, List<String> arguments) {
        return start(Path.of("target"), log, environment, arguments);
    }

    /**
     * Starts a JVM of this JVM's version. Of this JVM's environment, settings of the product are not passed on.
     *
     * @param folder where it works
     * @param log where its output is appended
     * @param environment further environment variables
     * @param arguments as after {@code java}
     */
    static JavaProcess start(Path folder, Path log, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(arguments);
        try {
            ProcessBuilder builder = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
            builder.environment().keySet().removeIf(JavaProcess::isOfTheProduct);
            builder.environment().putAll(environment);
            return new JavaProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException("starting a JVM with " + arguments, e);
        }
    }

    private static boolean isOfTheProduct(String variable) {
        return variable.startsWith("VAULT_") || variable.startsWith("CAMEL_");
    }

    /** This JVM's class path, absolute; surefire hides the real one in a property of its own. */
    public static String classPath() {
        String path = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        return Stream.of(path.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end, within bounds, and returns its exit code. */
    public int exitCode() {
        await();
        return process.exitValue();
    }

    /** CPU time that it has used so far. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** All that it, and those before it with the same log, have printed. */
    public String log() {
        try {
            return Files.readString(log, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + log, e);
        }
    }

    /** Sends it a line on its standard input. */
    public void tell(String line) {
        try {
            process.getOutputStream().write((line + '\n').getBytes(StandardCharsets.UTF_8));
            process.getOutputStream().flush();
        } catch (IOException e) {
            throw new UncheckedIOException("telling process " + pid() + " to " + line + "; its log: " + log, e);
        }
    }

    /** {@code kill -9}; it is dead when this returns. */
    public void kill() {
        process.destroyForcibly();
        await();
    }

    /** SIGSTOP: it stands still, and keeps its connections, until it is resumed or killed. */
    public void pause() {
        signal("STOP");
    }

    /** SIGCONT. */
    public void resume() {
        signal("CONT");
    }

    /** SIGTERM, and then as long as it takes, within bounds. */
    @Override
    public void close() {
        terminate();
    }

    /** The same; tells how long it took. */
    public Duration terminate() {
        long start = System.nanoTime();
        process.destroy();
        await();
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void signal(String name) {
        try {
            int code = new ProcessBuilder("kill", "-" + name, Long.toString(pid()))
                    .inheritIO()
                    .start()
                    .waitFor();
            if (code != 0) {
                throw new IllegalStateException("kill -" + name + " " + pid() + " ended with " + code);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("sending SIG" + name + " to process " + pid(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private void await() {
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("process " + pid() + " did not end; its log: " + log);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private IllegalStateException interrupted(InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
        return new IllegalStateException("interrupted while process " + pid() + " was to end or to pause", e);
    }
}
