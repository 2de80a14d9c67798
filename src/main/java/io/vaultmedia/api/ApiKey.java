package io.vaultmedia.api;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/** The API key, given or in a file that is read again whenever it changes. Thread safe. */
public abstract class ApiKey {

    private ApiKey() {}

    /** The key to send now. */
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
            FileTime modified = Files.getLastModifiedTime(file);
            if (!modified.equals(readAt)) {
                key = Files.readString(file).strip();
                readAt = modified;
            }
            if (key.isEmpty()) {
                throw new IOException("the API key file " + file + " is empty");
            }
            return key;
        }
    }
}
