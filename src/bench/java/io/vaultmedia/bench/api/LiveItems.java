package io.vaultmedia.bench.api;

import java.nio.charset.StandardCharsets;

/**
 * Items that are stored while the benchmark runs: one in each period, at a moment that looks random, visible from that
 * millisecond on. They follow from the time alone. Immutable.
 *
 * @param startMillis no item was stored before
 */
record LiveItems(long startMillis) {
    private static final long URL_LIFETIME = 86_400_000;

    /** Returns the items that were stored up to now, oldest first, beginning with the one of this number. */
    byte[][] page(BenchConnection connection, long from, long now, int cursor) {
        int every = connection.everyMillis();
        StringBuilder items = new StringBuilder("{\"items\":[");
        int seen = 0;
        for (long n = Math.max(from, startMillis) / every; n <= now / every; n++) {
            long storedAt = storedAt(connection, n);
            if (storedAt >= Math.max(from, startMillis) && storedAt <= now && seen++ >= cursor) {
                if (seen > cursor + BenchConnection.PAGE) {
                    return utf8(items + "],\"nextCursor\":\"" + (seen - 1) + "\"}");
                }
                items.append(seen == cursor + 1 ? "" : ",").append(item(n, storedAt));
            }
        }
        return utf8(items + "]}");
    }

    private static String item(long n, long storedAt) {
        return String.format("""
                {"id":"%1$d","type":"image","duration":null,"media":{"full":{"status":"stored","quality":"full",\
                "sizeBytes":1234567,"contentType":"image/jpeg","accessCount":1,"createdAt":%2$d,"expiresAt":%3$d,\
                "storedAt":%2$d,"lastAccessedAt":%2$d,"url":"https://media.ofauth.com/v2/live-%1$d"}}}""", n, storedAt, storedAt + URL_LIFETIME);
    }

    /**
     * Returns the moment within the n-th period since 1970. It differs between connections, and is the same at each
     * call.
     */
    private static long storedAt(BenchConnection connection, long n) {
        long mixed = (n * 31 + connection.name().hashCode()) * 0x9E3779B97F4A7C15L;
        return n * connection.everyMillis() + Long.remainderUnsigned(mixed ^ (mixed >>> 29), connection.everyMillis());
    }

    private static byte[][] utf8(String text) {
        return new byte[][] {text.getBytes(StandardCharsets.UTF_8)};
    }
}
