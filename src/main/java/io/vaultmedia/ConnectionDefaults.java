package io.vaultmedia;

import io.vaultmedia.media.MediaFilter;
import io.vaultmedia.scan.Connection;
import io.vaultmedia.scan.ConnectionSettings;
import java.time.Duration;

/** What holds for a connection that says nothing else about itself. */
record ConnectionDefaults(Duration interval, MediaFilter filter) {

    ConnectionSettings of(Connection connection) {
        return new ConnectionSettings(connection, interval, filter, false);
    }
}
