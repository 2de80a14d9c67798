package io.vaultmedia.shard;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.publish.OpenShard;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** All shards, ours or not. Thread safe. */
final class ShardTable {

    /** How long a release waits for the present transaction. Then the new owner ends it by taking over its transactional id. */
    private static final Duration RELEASE_WITHIN = Duration.ofSeconds(4);

    /** A commit that takes longer is shown in health. */
    private static final Duration LONG_COMMIT = Duration.ofSeconds(10);

    private final List<Shard> shards;

    ShardTable(int count) {
        shards = IntStream.range(0, count).mapToObj(Shard::new).toList();
    }

    Shard of(Connection connection) {
        return shards.get(connection.shard(shards.size()));
    }

    Shard get(int number) {
        return shards.get(number);
    }

    int size() {
        return shards.size();
    }

    Stream<Shard> stream() {
        return shards.stream();
    }

    /** The shards of these connections, in their order. */
    List<Shard> of(Collection<Connection> connections) {
        return connections.stream().map(this::of).distinct().toList();
    }

    /** Makes exactly these ours; returns once the others are released, within bounds. */
    void own(Set<Integer> numbers) {
        List<Shard> lost = new ArrayList<>();
        List<OpenShard> ending = new ArrayList<>();
        for (Shard shard : shards) {
            if (numbers.contains(shard.number())) {
                shard.own();
            } else if (shard.isOwned()) {
                lost.add(shard);
                shard.disown().ifPresent(ending::add);
            }
        }
        long deadline = System.nanoTime() + RELEASE_WITHIN.toNanos();
        ending.forEach(open -> open.end(left(deadline)));
        lost.forEach(shard -> shard.awaitOpening(left(deadline)));
    }

    private static Duration left(long deadline) {
        return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
    }

    /** Which commit takes too long, for health; empty if none does. */
    Optional<String> slowCommit() {
        return shards.stream()
                .flatMap(shard -> shard.present().stream())
                .filter(open -> open.busyFor().compareTo(LONG_COMMIT) > 0)
                .findFirst()
                .map(open -> "Kafka has not committed a page of shard " + open.number() + " for "
                        + open.busyFor().toSeconds() + " s");
    }
}
