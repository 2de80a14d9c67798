package io.vaultmedia.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A small file that others edit. It is read at each look: neither time nor size would tell of an exchanged symbolic link,
 * as Kubernetes does it, with content of the same length. Not thread safe.
 */
final class WatchedFile {

    /** In bytes; one that is larger is as good as unreadable. */
    static final int MOST = 3 * 1024 * 1024;

    private final Path path;
    private byte[] seen;
    private byte[] told;

    WatchedFile(Path path) {
        this.path = path;
        this.seen = look();
        this.told = seen;
    }

    /**
     * Looks again. True where the content, or that there is none, is another than it was said to be before, and the same
     * at two looks in a row: an edit may be half written.
     */
    boolean hasChanged() {
        byte[] before = seen;
        seen = look();
        if (!Arrays.equals(seen, before) || Arrays.equals(seen, told)) {
            return false;
        }
        told = seen;
        return true;
    }

    /** The content at the last change; empty where it could not be read. */
    Optional<byte[]> content() {
        return Optional.ofNullable(told);
    }

    private byte[] look() {
        if (!Files.isRegularFile(path)) {
            return null;
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] content = in.readNBytes(MOST + 1);
            return content.length <= MOST ? content : null;
        } catch (IOException e) {
            return null;
        }
    }
}
