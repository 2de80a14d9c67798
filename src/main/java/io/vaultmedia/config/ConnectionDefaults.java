package io.vaultmedia.config;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.media.MediaFilter;
import java.time.Duration;

/** What holds for a connection that says nothing else about itself. */
record ConnectionDefaults(Duration interval, MediaFilter filter) {

    ConnectionSettings of(Connection connection) {
        return new ConnectionSettings(connection, interval, filter, false);
    }
}
