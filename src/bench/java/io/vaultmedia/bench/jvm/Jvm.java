package io.vaultmedia.bench.jvm;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A program in its own JVM. It ends when it is closed, or when this JVM ends. For one thread. */
public final class Jvm implements AutoCloseable {
    private static final Path JAVA_BIN = Path.of(System.getProperty("java.home"), "bin");

    private final Process process;
    private final String name;
    private final Path folder;
    private final PrintWriter in;

    private Jvm(Process process, String name, Path folder) {
        this.process = process;
        this.name = name;
        this.folder = folder;
        this.in = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /**
     * Starts a program.
     *
     * @param folder for its logs, which have its name
     * @param command options of the JVM, the program and its arguments, as {@code java} takes them
     */
    public static Jvm start(String name, Path folder, List<String> command) throws IOException {
        return start(name, folder, Path.of(""), command);
    }

    /** Starts a program in a directory. */
    public static Jvm start(String name, Path folder, Path directory, List<String> command) throws IOException {
        List<String> all = new ArrayList<>();
        all.add(JAVA_BIN.resolve("java").toString());
        all.add(String.format(GcLog.OPTION, folder.resolve(name + ".gc")));
        all.add("-XX:+ExitOnOutOfMemoryError");
        all.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(all)
                .directory(directory.toAbsolutePath().toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".out").toFile());
        keepSettingsOut(builder);
        Process process = builder.start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end-" + name));
        return new Jvm(process, name, folder);
    }

    /** Removes variables of this machine that configure the product or Java: they do not belong to the measurement. */
    public static void keepSettingsOut(ProcessBuilder of) {
        of.environment().keySet().removeIf(key -> key.matches("(VAULT|CAMEL|JAVA|JDK)_.*"));
    }

    /** Returns the class path of the running program, which Maven's class loader does not publish. */
    public static String classPath() {
        if (Jvm.class.getClassLoader() instanceof java.net.URLClassLoader loader) {
            return String.join(
                    File.pathSeparator,
                    java.util.Arrays.stream(loader.getURLs())
                            .map(url -> new File(url.getPath()).getPath())
                            .toList());
        }
        return System.getProperty("java.class.path");
    }

    /** Waits until it prints a matching line, and returns that line. */
    public String line(String regex) {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> printed().filter(line -> line.matches(regex)).findFirst(), Optional::isPresent)
                .orElseThrow();
    }

    public void writeLine(String line) {
        in.println(line);
    }

    private Stream<String> printed() throws IOException {
        requireAlive();
        return Files.readAllLines(folder.resolve(name + ".out")).stream();
    }

    /** Fails if it has ended. */
    public void requireAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IllegalStateException(
                    name + " has ended early: " + Files.readString(folder.resolve(name + ".out")));
        }
    }

    /** Returns the CPU time that it has used so far, including its compilers and collectors. */
    public Duration cpu() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** Collects all garbage: the heap figures begin, or end, here. */
    public Instant collect() throws IOException, InterruptedException {
        String jcmd = JAVA_BIN.resolve("jcmd").toString();
        Process collection = new ProcessBuilder(jcmd, Long.toString(process.pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("jcmd.out").toFile())
                .start();
        if (collection.waitFor() != 0) {
            throw new IllegalStateException(
                    "jcmd GC.run of " + name + " failed: " + Files.readString(folder.resolve("jcmd.out")));
        }
        return Instant.now();
    }

    public GcLog gcLog() throws IOException {
        return GcLog.parse(Files.readAllLines(folder.resolve(name + ".gc")));
    }

    /** Sends SIGTERM and waits, for a limited time. */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
