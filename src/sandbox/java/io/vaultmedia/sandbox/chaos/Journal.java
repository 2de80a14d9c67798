package io.vaultmedia.sandbox.chaos;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the requests to the API and what it stored, one line each, for a {@link JournalReader}. Thread safe. */
final class Journal {

    private final BufferedWriter file;

    private Journal(BufferedWriter file) {
        this.file = file;
    }

    static Journal create(Path path) {
        try {
            return new Journal(Files.newBufferedWriter(path));
        } catch (IOException e) {
            throw new UncheckedIOException("writing the journal " + path, e);
        }
    }

    /** The line can be read when this returns. */
    synchronized void enter(String line) {
        try {
            file.write(line);
            file.write('\n');
            file.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("entering into the journal: " + line, e);
        }
    }
}
