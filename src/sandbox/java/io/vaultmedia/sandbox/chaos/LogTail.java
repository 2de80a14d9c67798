package io.vaultmedia.sandbox.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The end of a log, with its name above it. */
final class LogTail {

    private static final int LINES = 25;

    private LogTail() {}

    static String of(Path log) {
        if (!Files.exists(log)) {
            return "";
        }
        try {
            List<String> lines = Files.readAllLines(log);
            List<String> end = lines.subList(Math.max(0, lines.size() - LINES), lines.size());
            return "\n--- " + log.getFileName() + "\n" + String.join("\n", end);
        } catch (IOException e) {
            throw new UncheckedIOException("reading " + log, e);
        }
    }
}
