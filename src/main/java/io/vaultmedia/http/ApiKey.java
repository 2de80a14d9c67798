package io.vaultmedia.http;

import io.vaultmedia.connection.WatchedFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The API key: a fixed one, or one in a file that is read again when it changes. Thread safe. */
public abstract class ApiKey {

    /** What a key must be: an HTTP header can carry no other text. */
    public static final String USABLE = "must be printable ASCII without blanks";

    private ApiKey() {}

    /** Returns true if the text can be sent as a key. */
    public static boolean isUsable(String key) {
        return !key.isEmpty() && key.chars().allMatch(c -> c > ' ' && c < 127);
    }

    /** Returns the key to send now. Throws an exception if its file holds no key. */
    public abstract String value() throws IOException;

    /**
     * Returns how often the key has changed so far; a key that is back after none could be read counts as a change. The
     * number reveals nothing about the key. The call is cheap: it looks at the file once a second at most.
     */
    public abstract long changes();

    /** Returns a key that never changes. */
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

    /**
     * Returns a key in a file, which can be replaced while the program runs. A new key is sent once two looks, a second
     * apart, have found it.
     */
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

        private final Path path;
        private final WatchedFile file;
        private final LongSupplier nanoTime;
        private long changes;
        private long lookedAt;

        private InFile(Path path, LongSupplier nanoTime) {
            this.path = path;
            this.file = new WatchedFile(path);
            this.nanoTime = nanoTime;
            this.lookedAt = nanoTime.getAsLong();
        }

        @Override
        public synchronized String value() throws IOException {
            look();
            String content;
            try {
                content = new String(file.content(), StandardCharsets.UTF_8).strip();
            } catch (IOException e) {
                String what = e.getClass().getSimpleName();
                throw new ApiKeyException("the API key file " + path + " cannot be read: " + what, e);
            }
            if (!isUsable(content)) {
                throw new ApiKeyException("the API key file " + path + " holds no key: " + USABLE);
            }
            return content;
        }

        @Override
        public synchronized long changes() {
            look();
            return changes;
        }

        private void look() {
            long now = nanoTime.getAsLong();
            if (now - lookedAt >= LOOK_EACH_NANOS) {
                lookedAt = now;
                if (file.hasChanged() && holdsKey()) {
                    changes++;
                }
            }
        }

        private boolean holdsKey() {
            try {
                value();
                return true;
            } catch (IOException e) {
                LOG.debug("There is no API key to send now", e);
                return false;
            }
        }
    }
}
