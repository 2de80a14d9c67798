package io.vaultmedia.sandbox.chaos;

/**
 * A request that reached the API. Immutable.
 *
 * @param at Unix milliseconds, on the API's clock
 * @param replica the number of the replica that asked
 * @param connection the alias of the connection that it asked for
 * @param news true for an incremental scan, which asks for what is new; false for a backfill, which asks for everything
 */
record Asked(long at, int replica, String connection, boolean news) {

    private static final String KIND = "asked ";

    /** As it is in the journal. */
    String line() {
        return KIND + at + ' ' + replica + ' ' + connection + ' ' + news;
    }

    static boolean is(String line) {
        return line.startsWith(KIND);
    }

    static Asked parse(String line) {
        String[] parts = line.split(" ", 5);
        return new Asked(
                Long.parseLong(parts[1]), Integer.parseInt(parts[2]), parts[3], Boolean.parseBoolean(parts[4]));
    }
}
