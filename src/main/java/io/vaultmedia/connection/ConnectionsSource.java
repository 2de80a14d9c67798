package io.vaultmedia.connection;

import java.util.List;
import java.util.Optional;

/** Reports changes of the list of connections. */
@FunctionalInterface
public interface ConnectionsSource {

    /** Returns the connections if they have changed since the last call, else empty. */
    Optional<Reading> changed();

    /** False if the connections never change, so that nobody has to look. */
    default boolean canChange() {
        return true;
    }

    /**
     * The result of reading a changed list.
     *
     * @param connections all connections; empty if there is a problem
     * @param problem one line that says what is wrong and what would be right, or null
     */
    record Reading(List<ConnectionSettings> connections, String problem) {

        public Reading {
            connections = List.copyOf(connections);
        }

        /** Returns a list that could be read. */
        public static Reading of(List<ConnectionSettings> connections) {
            return new Reading(connections, null);
        }

        /** Returns the reason why a list could not be read. */
        public static Reading failed(String problem) {
            return new Reading(List.of(), problem);
        }
    }
}
