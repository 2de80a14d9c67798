package io.vaultmedia.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

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

    /** A key that stays. */
    public static ApiKey of(String key) {
        return new ApiKey() {
            @Override
            public String value() {
                return key;
            }
        };
    }

    /** A key in a file, so that it can be replaced while this program runs. */
    public static ApiKey inFile(Path file) {
        return new InFile(file);
    }

    @Override
    public String toString() {
        return "ApiKey[***]";
    }

    private static final class InFile extends ApiKey {

        private final Path file;
        private FileTime readAt;
        private String key;

        private InFile(Path file) {
            this.file = file;
        }

        @Override
        public synchronized String value() throws IOException {
            try {
                FileTime modified = Files.getLastModifiedTime(file);
                if (!modified.equals(readAt)) {
                    key = Files.readString(file).strip();
                    readAt = modified;
                }
            } catch (IOException e) {
                String what = e.getClass().getSimpleName();
                throw new ApiKeyException("the API key file " + file + " cannot be read: " + what, e);
            }
            if (!isUsable(key)) {
                throw new ApiKeyException("the API key file " + file + " holds no key: " + USABLE);
            }
            return key;
        }
    }
}
