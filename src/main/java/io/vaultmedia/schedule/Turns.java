package io.vaultmedia.schedule;

import io.vaultmedia.scan.Connection;
import io.vaultmedia.scan.ConnectionSettings;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.Scans;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The turns of all connections. Guarded by the schedule's lock. */
final class Turns {

    /** Between the first scans of two connections: a thousand that began together would go on together. */
    private static final Duration SPREAD = Duration.ofMillis(5);

    private final Map<Connection, Turn> byConnection = new LinkedHashMap<>();

    /** Asked for at each page and each tick: too often to look through thousands. */
    private final Set<Turn> running = new HashSet<>();

    /** Makes a turn that is due for the first time at the given time. */
    interface Maker {
        Turn make(ConnectionSettings settings, long first);
    }

    /** Keeps these connections, and no others; those that are new are due one after the other, within an interval. */
    void keep(List<ConnectionSettings> wanted, long now, Maker maker) {
        Set<Connection> left =
                wanted.stream().map(ConnectionSettings::connection).collect(Collectors.toSet());
        byConnection.forEach((connection, turn) -> {
            if (!left.contains(connection)) {
                turn.leave();
            }
        });
        long first = now;
        for (ConnectionSettings settings : wanted) {
            Turn turn = byConnection.get(settings.connection());
            if (turn == null) {
                byConnection.put(settings.connection(), maker.make(settings, first));
                first += Math.min(SPREAD.toNanos(), settings.interval().toNanos() / wanted.size());
            } else {
                turn.use(settings);
            }
        }
        byConnection.values().removeIf(Turn::isOver);
    }

    /** Number of scans that are running, sweeps included. */
    int running() {
        return running.size();
    }

    /** Number of sweeps that are running. */
    int sweeps() {
        return (int) running.stream().filter(Turn::isSweeping).count();
    }

    void begin(Turn turn, Scan scan, long now) {
        turn.start(scan, now);
        running.add(turn);
    }

    void end(Turn turn, Consumer<Turn> how) {
        how.accept(turn);
        running.remove(turn);
        if (turn.isOver()) {
            byConnection.remove(turn.connection());
        }
    }

    Turn of(Connection connection) {
        return byConnection.get(connection);
    }

    /** Those that are due and ours, longest overdue first. */
    List<Turn> due(boolean sweep, long now, Scans scans) {
        return byConnection.values().stream()
                .filter(turn -> turn.isDue(sweep, now) && scans.isOurs(turn.connection()))
                .sorted(Comparator.comparingLong(turn -> turn.due().at(sweep) - now))
                .toList();
    }

    /** True where so many run as there are workers, and others are due. */
    boolean haveToWait(int workers, long now, Scans scans) {
        return running() >= workers && !due(false, now, scans).isEmpty();
    }

    /** Suspended ones are due now. */
    void retrySuspended(long now) {
        byConnection.values().stream()
                .filter(turn -> turn.streak().isSuspended())
                .forEach(turn -> turn.due().putOff(false, now));
    }

    List<ConnectionStatus> status() {
        return byConnection.values().stream().map(Turn::status).toList();
    }
}
