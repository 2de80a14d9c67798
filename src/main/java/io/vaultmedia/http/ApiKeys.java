package io.vaultmedia.http;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The API key of each connection: its own, if the connections file names a file for it, or else the one of all. Thread safe.
 */
public final class ApiKeys {

    private final ApiKey common;
    private final Function<Path, ApiKey> inFile;

    /** One for each file, however many connections name it. */
    private final Map<Path, ApiKey> files = new ConcurrentHashMap<>();

    private final Map<String, ApiKey> byReference = new ConcurrentHashMap<>();
    private final AtomicLong edits = new AtomicLong();

    /** Until {@link #use}, this is the key of all connections. */
    public ApiKeys(ApiKey common) {
        this(common, ApiKey::inFile);
    }

    ApiKeys(ApiKey common, Function<Path, ApiKey> inFile) {
        this.common = common;
        this.inFile = inFile;
    }

    /**
     * Takes the keys of these connections from where their settings say.
     *
     * @param isKnown tells by its reference if a connection may still be asked for: until then, one that was removed keeps its key
     */
    public void use(List<ConnectionSettings> connections, Predicate<String> isKnown) {
        for (ConnectionSettings one : connections) {
            ApiKey key = one.apiKeyFile()
                    .map(file -> files.computeIfAbsent(file, inFile))
                    .orElse(common);
            ApiKey before = byReference.put(one.connection().reference(), key);
            if (before != null && before != key) {
                edits.incrementAndGet();
            }
        }
        byReference.keySet().removeIf(isKnown.negate());
        files.values().removeIf(this::isLeft);
    }

    /** What it has counted stays in the sum: a key that changes meanwhile must be noticed. */
    private boolean isLeft(ApiKey key) {
        boolean isLeft = !byReference.containsValue(key);
        if (isLeft) {
            edits.addAndGet(key.changes() + 1);
        }
        return isLeft;
    }

    /** Returns the key to send for this connection. */
    public ApiKey of(Connection connection) {
        return byReference.getOrDefault(connection.reference(), common);
    }

    /** Returns how often any key has changed, and how often a connection was given another one: see {@link ApiKey#changes}. */
    public long changes() {
        return edits.get()
                + common.changes()
                + files.values().stream().mapToLong(ApiKey::changes).sum();
    }
}
