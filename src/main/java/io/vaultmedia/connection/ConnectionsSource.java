package io.vaultmedia.connection;

import java.util.List;
import java.util.Optional;

/** Where the connections come from, if they may change. */
@FunctionalInterface
public interface ConnectionsSource {

    /** What there is to say since last time; empty while nothing has changed. */
    Optional<Reading> changed();

    /**
     * The connections as they are to be now.
     *
     * @param connections all of them; of no meaning where there is a problem
     * @param problem why they could not be read, in a line that says what would be right; null where they could
     */
    record Reading(List<ConnectionSettings> connections, String problem) {

        public Reading {
            connections = List.copyOf(connections);
        }

        /** Connections to poll from now on. */
        public static Reading of(List<ConnectionSettings> connections) {
            return new Reading(connections, null);
        }

        /** Nothing that could be used. */
        public static Reading failed(String problem) {
            return new Reading(List.of(), problem);
        }
    }
}
