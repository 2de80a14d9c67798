package io.vaultmedia.sandbox.chaos;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the journal while {@link ChaosApi} writes it. Not thread safe. */
final class JournalReader {

    private final Path path;
    private final List<Asked> requests = new ArrayList<>();
    private final List<String> others = new ArrayList<>();
    private long position;

    JournalReader(Path path) {
        this.path = path;
    }

    /** All requests so far, oldest first; the list grows as more is read. */
    List<Asked> requests() {
        read();
        return requests;
    }

    /** All other lines so far. */
    List<String> others() {
        read();
        return others;
    }

    private void read() {
        if (!Files.exists(path)) {
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "r")) {
            byte[] news = new byte[(int) (file.length() - position)];
            file.seek(position);
            file.readFully(news);
            String text = new String(news, StandardCharsets.UTF_8);
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            position += whole.length();
            whole.lines().forEach(this::take);
        } catch (IOException e) {
            throw new UncheckedIOException("reading the journal " + path, e);
        }
    }

    private void take(String line) {
        if (Asked.is(line)) {
            requests.add(Asked.parse(line));
        } else {
            others.add(line);
        }
    }
}
