package io.vaultmedia.connection;

import io.vaultmedia.media.MediaFilter;
import java.time.Duration;

/**
 * How one connection is polled. Immutable.
 *
 * @param interval the time between the starts of two of its scans
 * @param filter selects the variants to publish
 * @param paused true if it is not polled
 */
public record ConnectionSettings(Connection connection, Duration interval, MediaFilter filter, boolean paused) {

    /** Returns true if a scan with the other settings publishes the same records. */
    public boolean publishesAs(ConnectionSettings other) {
        return connection.equals(other.connection)
                && connection.name().equals(other.connection.name())
                && filter.equals(other.filter);
    }
}
