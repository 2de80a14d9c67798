package io.vaultmedia.guarantees.chaos;

/**
 * A request that reached the API. Immutable.
 *
 * @param at Unix milliseconds, on the API's clock
 * @param replica the number of the replica that asked
 * @param connection the alias of the connection that it asked for
 */
record Asked(long at, int replica, String connection) {

    private static final String KIND = "asked ";

    /** As it is in the journal. */
    String line() {
        return KIND + at + ' ' + replica + ' ' + connection;
    }

    static boolean is(String line) {
        return line.startsWith(KIND);
    }

    static Asked parse(String line) {
        String[] parts = line.split(" ", 4);
        return new Asked(Long.parseLong(parts[1]), Integer.parseInt(parts[2]), parts[3]);
    }
}
