package io.vaultmedia.connection;

import io.vaultmedia.media.MediaFilter;
import java.time.Duration;

/**
 * How one connection is to be polled. Immutable.
 *
 * @param interval between the starts of two of its scans
 * @param filter which of its variants to publish
 * @param paused true where it is not to be polled for now
 */
public record ConnectionSettings(Connection connection, Duration interval, MediaFilter filter, boolean paused) {

    /** True where a scan by the one publishes just what a scan by the other does: under the same name, too. */
    public boolean publishesAs(ConnectionSettings other) {
        return connection.equals(other.connection)
                && connection.name().equals(other.connection.name())
                && filter.equals(other.filter);
    }
}
