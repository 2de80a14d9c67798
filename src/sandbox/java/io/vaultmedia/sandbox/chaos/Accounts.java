package io.vaultmedia.sandbox.chaos;

import io.vaultmedia.connection.Connection;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The connections of the chaos suite: as many in each shard, so that each shard that moves is seen to move. */
final class Accounts {

    /** The product's default. */
    static final int SHARDS = 8;

    private static final int PER_SHARD = 2;

    /** Named c1, c2 and so on. */
    static final List<Connection> ALL = all();

    private Accounts() {}

    /** The value for {@code vault.connections}. */
    static String setting() {
        return ALL.stream()
                .map(connection -> connection.name() + "=" + connection.id())
                .collect(Collectors.joining(","));
    }

    private static List<Connection> all() {
        int[] free = IntStream.generate(() -> PER_SHARD).limit(SHARDS).toArray();
        List<Connection> chosen = new ArrayList<>();
        for (int n = 1; chosen.size() < SHARDS * PER_SHARD; n++) {
            String alias = "c" + (chosen.size() + 1);
            Connection candidate = new Connection(alias, String.format("conn_chaos%015d", n));
            if (free[candidate.shard(SHARDS)]-- > 0) {
                chosen.add(candidate);
            }
        }
        return List.copyOf(chosen);
    }
}
