package io.vaultmedia.bench;

import io.vaultmedia.bench.api.BenchConnection;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Connections that are scanned at the same time, and measured as one. Immutable.
 *
 * @param group the common prefix of their names
 * @param serial the common part of their ids
 */
record Vaults(String group, int serial, List<BenchConnection> connections) {
    Vaults {
        connections = List.copyOf(connections);
    }

    /** Returns this number of equal connections. */
    static Vaults of(String group, int count, int items, int latencyMillis) {
        int serial = BenchConnection.nextSerial();
        return new Vaults(
                group,
                serial,
                IntStream.range(0, count)
                        .mapToObj(n -> BenchConnection.still(group + "x" + n, serial, items, latencyMillis))
                        .toList());
    }

    /** Returns one connection. */
    static Vaults one(String group, int items, int latencyMillis) {
        return of(group, 1, items, latencyMillis);
    }

    int pages() {
        return connections.stream().mapToInt(BenchConnection::pages).sum();
    }

    int variants() {
        return connections.stream().mapToInt(BenchConnection::variants).sum();
    }
}
