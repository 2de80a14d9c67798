package io.vaultmedia.connection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A small file that others edit. Each look reads all of it: when Kubernetes replaces a symbolic link, neither the time nor
 * the size of the file needs to change. Not thread safe.
 */
public final class WatchedFile {

    /** The maximum size in bytes. A larger file counts as unreadable. */
    public static final int MOST = 3 * 1024 * 1024;

    private final Path path;
    private Look last;
    private Look reported;

    /** What one look found: the content, or why it could not be read. */
    private record Look(ByteBuffer content, IOException problem) {

        boolean sameAs(Look other) {
            return Objects.equals(content, other.content);
        }
    }

    /** Looks for the first time. */
    public WatchedFile(Path path) {
        this.path = path;
        this.last = look();
        this.reported = last;
    }

    /**
     * Looks again. Returns true if the content differs from what was last reported and is the same as at the look before:
     * an edit may be half written. A file that cannot be read counts as a content of its own.
     */
    public boolean hasChanged() {
        Look before = last;
        last = look();
        if (!last.sameAs(before) || last.sameAs(reported)) {
            return false;
        }
        reported = last;
        return true;
    }

    /** Returns the content as of the last change. Throws an exception if the file could not be read then. */
    public byte[] content() throws IOException {
        if (reported.content() == null) {
            throw reported.problem();
        }
        return reported.content().array();
    }

    private Look look() {
        try {
            return new Look(ByteBuffer.wrap(read()), null);
        } catch (IOException e) {
            return new Look(null, e);
        }
    }

    private byte[] read() throws IOException {
        if (!Files.isRegularFile(path)) { // A pipe would never end.
            throw new NoSuchFileException(path.toString());
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(MOST + 1);
            if (content.length > MOST) {
                throw new IOException("the file is too large");
            }
            return content;
        }
    }
}
