package io.vaultmedia.connection;

import io.vaultmedia.media.MediaFilter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How one connection is polled. Immutable.
 *
 * @param interval the time between the starts of two of its scans; {@link #ON_DEMAND} if no time makes one due
 * @param filter selects the variants to publish
 * @param paused true if it is not polled
 * @param apiKeyFile the file that holds the API key of its account, or empty if its key is the one of all connections
 */
public record ConnectionSettings(
        Connection connection, Duration interval, MediaFilter filter, boolean paused, Optional<Path> apiKeyFile) {

    /** A connection without a key of its own. */
    public ConnectionSettings(Connection connection, Duration interval, MediaFilter filter, boolean paused) {
        this(connection, interval, filter, paused, Optional.empty());
    }

    /** The interval of a connection that is scanned when somebody asks for it, and at no other time. */
    public static final Duration ON_DEMAND = Duration.ofDays(36_500);

    /** Returns true if the connection is scanned only when somebody asks for it. */
    public boolean isOnDemand() {
        return interval.equals(ON_DEMAND);
    }

    /** Returns true if a scan with the other settings publishes the same records. */
    public boolean publishesAs(ConnectionSettings other) {
        return connection.equals(other.connection)
                && connection.name().equals(other.connection.name())
                && filter.equals(other.filter);
    }
}
