package io.vaultmedia.consumers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A consumer in a process of its own, which prints a line for each record: its key, a tab, its value. */
final class ConsumerProcess implements AutoCloseable {

    private final Process process;
    private final Path out;

    private ConsumerProcess(Process process, Path out) {
        this.process = process;
        this.out = out;
    }

    static ConsumerProcess start(List<String> command) throws IOException {
        Path out = Files.createTempFile(Path.of("target"), "consumer", ".out");
        return new ConsumerProcess(
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(Path.of(out + ".err").toFile())
                        .start(),
                out);
    }

    /** Returns the keys that it has printed so far, in its order. */
    List<String> keys() throws IOException {
        return lines().stream().map(line -> line.split("\t", 2)[0]).toList();
    }

    /** Returns what it has printed so far. */
    List<String> lines() throws IOException {
        return Files.readAllLines(out).stream()
                .filter(line -> line.contains("\t"))
                .toList();
    }

    /** Returns what it said went wrong. */
    String errors() throws IOException {
        return Files.readString(Path.of(out + ".err"));
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
