package io.vaultmedia.status;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.Connections;
import io.vaultmedia.kafka.GroupMembers;
import io.vaultmedia.ops.BuildVersion;
import io.vaultmedia.schedule.ConnectionStatus;
import io.vaultmedia.schedule.Schedule;
import io.vaultmedia.shard.ShardStatus;
import io.vaultmedia.shard.Shards;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The status of this replica and of all connections, worst first; the bean {@code vaultStatus}. A route of a host can serve
 * it: {@code bean: {ref: vaultStatus, method: json}}. It is made at most once a second. Thread safe.
 */
public final class VaultStatus {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration FRESH = Duration.ofSeconds(1);

    private final Connections connections;
    private final Supplier<List<ConnectionStatus>> schedule;
    private final ScanHistory history;
    private final Replica replica;
    private final Clock clock;
    private final Instant startedAt;
    private Instant madeAt = Instant.EPOCH;
    private String made;

    /** The status of these. */
    public VaultStatus(
            Connections connections, Schedule schedule, ScanHistory history, Shards shards, GroupMembers members) {
        this(connections, schedule::status, history, new ReplicaOfShards(shards, members), Clock.systemUTC());
    }

    VaultStatus(
            Connections connections,
            Supplier<List<ConnectionStatus>> schedule,
            ScanHistory history,
            Replica replica,
            Clock clock) {
        this.connections = connections;
        this.schedule = schedule;
        this.history = history;
        this.replica = replica;
        this.clock = clock;
        this.startedAt = clock.instant();
        connections.follow(history::follow);
    }

    /** Returns the status as JSON. */
    public synchronized String json() {
        Instant now = clock.instant();
        if (made == null || Duration.between(madeAt, now).abs().compareTo(FRESH) >= 0) {
            try {
                made = JSON.writeValueAsString(report());
                madeAt = now;
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("a status can be written as JSON", e);
            }
        }
        return made;
    }

    /** Returns the status. */
    public StatusReport report() {
        List<ShardStatus> shards = replica.shards();
        List<StatusReport.Connection> rows = rows(shards);
        Map<String, Integer> states = new TreeMap<>();
        rows.forEach(row -> states.merge(row.state(), 1, Integer::sum));
        return new StatusReport(
                BuildVersion.current(),
                clock.instant().toString(),
                startedAt.toString(),
                replica.trouble(),
                connections.problem(),
                new StatusReport.Shards(
                        shards.size(),
                        numbers(shards, ShardStatus::open),
                        numbers(shards, shard -> shard.owned() && !shard.open()),
                        shards.stream().mapToLong(ShardStatus::entries).sum()),
                replica.all(),
                states,
                rows.stream().mapToLong(StatusReport.Connection::perMinute).sum(),
                rows);
    }

    private static List<Integer> numbers(List<ShardStatus> shards, Predicate<ShardStatus> which) {
        return shards.stream().filter(which).map(ShardStatus::number).toList();
    }

    private List<StatusReport.Connection> rows(List<ShardStatus> shards) {
        Map<Connection, ConnectionStatus> ours =
                schedule.get().stream().collect(Collectors.toMap(ConnectionStatus::connection, Function.identity()));
        StatusRows rows = new StatusRows(history, replica, clock.instant());
        return connections.current().stream()
                .map(settings -> rows.row(settings.connection(), ours.get(settings.connection()), shards))
                .sorted(Comparator.comparing(StatusRows.Row::state)
                        .thenComparing(row -> row.json().since(), Comparator.nullsLast(Comparator.naturalOrder()))
                        .thenComparing(row -> row.json().connection()))
                .map(StatusRows.Row::json)
                .toList();
    }
}
