package io.vaultmedia.http;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API key, given or in a file that is read again whenever it changes. Thread safe. */
public abstract class ApiKey {

    /** What a key has to be: anything else no HTTP header can carry. */
    public static final String USABLE = "must be printable ASCII without blanks";

    private ApiKey() {}

    /** True for text that can be sent as a key. */
    public static boolean isUsable(String key) {
        return !key.isEmpty() && key.chars().allMatch(c -> c > ' ' && c < 127);
    }

    /** The key to send now. Throws where its file holds none. */
    public abstract String value() throws IOException;

    /**
     * How often there was a new key to send so far: another one, or one again. It tells nothing of the key itself, and is
     * cheap to ask: it looks at the file once a second at most.
     */
    public abstract long changes();

    /** A key that stays. */
    public static ApiKey of(String key) {
        return new ApiKey() {
            @Override
            public String value() {
                return key;
            }

            @Override
            public long changes() {
                return 0;
            }
        };
    }

    /** A key in a file, so that it can be replaced while this program runs. */
    public static ApiKey inFile(Path file) {
        return inFile(file, System::nanoTime);
    }

    static ApiKey inFile(Path file, LongSupplier nanoTime) {
        return new InFile(file, nanoTime);
    }

    @Override
    public String toString() {
        return "ApiKey[***]";
    }

    private static final class InFile extends ApiKey {

        private static final Logger LOG = LoggerFactory.getLogger(ApiKey.class);
        private static final long LOOK_EACH_NANOS = Duration.ofSeconds(1).toNanos();

        private final Path file;
        private final LongSupplier nanoTime;
        private Version version;
        private String content;
        private String sent;
        private long changes;
        private long lookedAt;

        /** What tells two states of a file apart; of a link, those of the file that it leads to. */
        private record Version(FileTime modified, long size, Object fileKey) {}

        private InFile(Path file, LongSupplier nanoTime) {
            this.file = file;
            this.nanoTime = nanoTime;
            this.lookedAt = nanoTime.getAsLong() - LOOK_EACH_NANOS;
        }

        @Override
        public synchronized String value() throws IOException {
            String before = sent;
            sent = null; // Should there be none now, whatever comes next is news.
            sent = read();
            if (!sent.equals(before)) {
                changes++;
            }
            return sent;
        }

        private String read() throws IOException {
            try {
                readIfChanged();
            } catch (IOException e) {
                String what = e.getClass().getSimpleName();
                throw new ApiKeyException("the API key file " + file + " cannot be read: " + what, e);
            }
            if (!isUsable(content)) {
                throw new ApiKeyException("the API key file " + file + " holds no key: " + USABLE);
            }
            return content;
        }

        private void readIfChanged() throws IOException {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            Version present = new Version(now.lastModifiedTime(), now.size(), now.fileKey());
            if (!present.equals(version)) {
                content = Files.readString(file).strip();
                version = present;
            }
        }

        @Override
        public synchronized long changes() {
            long now = nanoTime.getAsLong();
            if (now - lookedAt >= LOOK_EACH_NANOS) {
                lookedAt = now;
                look();
            }
            return changes;
        }

        private void look() {
            try {
                value();
            } catch (IOException e) {
                LOG.debug("There is no API key to send now", e);
            }
        }
    }
}
