package io.vaultmedia.schedule;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.Scans;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The turns of all connections. What waits is kept in order, soonest first: a search through thousands of connections at
 * each tick would cost more than all their polls. Guarded by the schedule's lock.
 */
final class Turns {

    /** Between the first scans of two connections: a thousand that begin together would always be due together. */
    private static final Duration SPREAD = Duration.ofMillis(5);

    /** Between two looks at which connections have moved to other replicas. */
    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final Comparator<Lane> SOONEST = ((Comparator<Lane>) (a, b) -> Long.signum(a.due() - b.due()))
            .thenComparing(lane -> lane.turn().connection().id());

    private final Map<Connection, Turn> byConnection = new LinkedHashMap<>();
    private final Map<Lane.Kind, TreeSet<Lane>> waiting = new EnumMap<>(Map.of(
            Lane.Kind.NEWS, new TreeSet<>(SOONEST),
            Lane.Kind.SWEEP, new TreeSet<>(SOONEST)));
    private final Set<Turn> running = new HashSet<>();
    private Long lookedAt;

    /** Makes a turn that is due for the first time at the given time. */
    interface Maker {
        Turn make(ConnectionSettings settings, long first);
    }

    /**
     * Keeps these connections, and no others; new ones are due one after the other, within an interval. Returns those that
     * it does not keep.
     */
    List<Connection> keep(List<ConnectionSettings> wanted, long now, Maker maker) {
        Set<Connection> left =
                wanted.stream().map(ConnectionSettings::connection).collect(Collectors.toSet());
        List<Connection> removed = byConnection.keySet().stream()
                .filter(connection -> !left.contains(connection))
                .toList();
        removed.forEach(connection -> change(byConnection.get(connection), Turn::leave));
        long first = now;
        for (ConnectionSettings settings : wanted) {
            Turn turn = byConnection.get(settings.connection());
            if (turn == null) {
                Turn added = maker.make(settings, first);
                byConnection.put(settings.connection(), added);
                place(added);
                first += Math.min(SPREAD.toNanos(), settings.interval().toNanos() / wanted.size());
            } else {
                change(turn, one -> one.use(settings, now));
            }
        }
        return removed;
    }

    /** Changes a turn, and keeps what waits and what runs in step with it. A turn is changed in no other way. */
    <T> T apply(Turn turn, Function<Turn, T> how) {
        waiting.forEach((kind, lanes) -> lanes.remove(turn.lanes().of(kind)));
        running.remove(turn);
        try {
            return how.apply(turn);
        } finally {
            place(turn);
        }
    }

    void change(Turn turn, Consumer<Turn> how) {
        apply(turn, one -> {
            how.accept(one);
            return null;
        });
    }

    private void place(Turn turn) {
        if (turn.running() != null) {
            running.add(turn);
        } else if (turn.isGone()) {
            byConnection.remove(turn.connection());
        } else {
            waiting.forEach((kind, lanes) -> {
                if (turn.waits(turn.lanes().of(kind))) {
                    lanes.add(turn.lanes().of(kind));
                }
            });
        }
    }

    /** Returns how many more scans may run: no more than there are workers, and fewer sweeps. */
    int room(Lane.Kind kind, Pace pace) {
        int room = pace.workers() - running.size();
        return kind == Lane.Kind.SWEEP ? Math.min(room, pace.sweepWorkers() - sweeps()) : room;
    }

    private int sweeps() {
        return (int) running.stream()
                .filter(turn -> turn.running().lane() == Lane.Kind.SWEEP)
                .count();
    }

    /** Returns the connection's turn, or null. */
    Turn of(Connection connection) {
        return byConnection.get(connection);
    }

    /** Returns the turn that runs this scan; empty if it has ended. */
    Optional<Turn> running(Scan scan) {
        return Optional.ofNullable(of(scan.getConnection()))
                .filter(turn -> turn.running() != null && turn.running().scan() == scan);
    }

    /** Returns the connections that are due and ours, longest overdue first: to be read before any of them changes. */
    Stream<Turn> due(Lane.Kind kind, long now, Scans ours) {
        return waiting.get(kind).stream()
                .takeWhile(lane -> lane.due() - now <= 0)
                .map(Lane::turn)
                .filter(turn -> ours.isOurs(turn.connection()));
    }

    /** True if all workers are busy, and other connections are due. */
    boolean haveToWait(Pace pace, long now, Scans ours) {
        return room(Lane.Kind.NEWS, pace) <= 0
                && due(Lane.Kind.NEWS, now, ours).findAny().isPresent();
    }

    /** Returns the running scans that were not sent to be scanned. */
    List<Scan> unsent() {
        return running.stream()
                .map(Turn::running)
                .filter(slice -> !slice.isSent())
                .map(Slice::scan)
                .toList();
    }

    /** Makes those of these connections due now that are ours and not paused; returns how many they are. */
    int pollNow(Predicate<Connection> which, Scans ours, long now) {
        List<Turn> asked = byConnection.values().stream()
                .filter(turn -> which.test(turn.connection()) && ours.isAssigned(turn.connection()))
                .filter(turn -> !turn.isPaused() && !turn.isGone())
                .toList();
        asked.forEach(turn -> change(turn, one -> one.pollNow(now)));
        return asked.size();
    }

    /** Makes suspended connections due now. */
    void retrySuspended(long now) {
        List.copyOf(byConnection.values())
                .forEach(turn -> change(turn, one -> one.lanes().retrySuspended(now)));
    }

    /**
     * Forgets what was known of connections whose shards are assigned to other replicas; returns these connections. Looks
     * once a second.
     */
    List<Connection> forgetForeign(Scans ours, long now) {
        if (lookedAt != null && now - lookedAt < LOOK.toNanos()) {
            return List.of();
        }
        lookedAt = now;
        List<Turn> foreign = byConnection.values().stream()
                .filter(turn -> turn.running() == null && turn.knowsSomething() && !ours.isAssigned(turn.connection()))
                .toList();
        foreign.forEach(turn -> change(turn, Turn::forget));
        return foreign.stream().map(Turn::connection).toList();
    }

    /** Returns how each connection is doing whose shard is assigned to this replica. */
    List<ConnectionStatus> status(Scans ours) {
        return byConnection.values().stream()
                .filter(turn -> ours.isAssigned(turn.connection()))
                .map(Turn::status)
                .toList();
    }
}
