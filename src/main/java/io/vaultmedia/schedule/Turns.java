package io.vaultmedia.schedule;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.scan.Scans;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The turns of all connections. Guarded by the schedule's lock. */
final class Turns {

    /** Between the first scans of two connections: a thousand that began together would go on together. */
    private static final Duration SPREAD = Duration.ofMillis(5);

    private final Map<Connection, Turn> byConnection = new LinkedHashMap<>();
    private final Waiting scans = new Waiting(false);
    private final Waiting sweeps = new Waiting(true);
    private final Set<Turn> running = new HashSet<>();

    /** Makes a turn that is due for the first time at the given time. */
    interface Maker {
        Turn make(ConnectionSettings settings, long first);
    }

    /** Keeps these connections, and no others; those that are new are due one after the other, within an interval. */
    void keep(List<ConnectionSettings> wanted, long now, Maker maker) {
        Set<Connection> left =
                wanted.stream().map(ConnectionSettings::connection).collect(Collectors.toSet());
        List.copyOf(byConnection.values()).stream()
                .filter(turn -> !left.contains(turn.connection()))
                .forEach(turn -> change(turn, Turn::leave));
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
    }

    /** Changes a turn, and with it, maybe, what is due and what is running: nothing else may. */
    void change(Turn turn, Consumer<Turn> how) {
        scans.remove(turn);
        sweeps.remove(turn);
        running.remove(turn);
        try {
            how.accept(turn);
        } finally {
            place(turn);
        }
    }

    private void place(Turn turn) {
        if (turn.running() != null) {
            running.add(turn);
        } else if (turn.isGone()) {
            byConnection.remove(turn.connection());
        } else {
            scans.addIfItWaits(turn);
            sweeps.addIfItWaits(turn);
        }
    }

    /** How many more may run: no more than there are workers, and of sweeps, fewer. */
    int room(boolean sweep, Pace pace) {
        int room = pace.workers() - running.size();
        return sweep ? Math.min(room, pace.sweepWorkers() - sweeps()) : room;
    }

    private int sweeps() {
        return (int) running.stream().filter(Turn::isSweeping).count();
    }

    Turn of(Connection connection) {
        return byConnection.get(connection);
    }

    /** Those that are due and ours, longest overdue first. */
    List<Turn> due(boolean sweep, long now, Scans ours) {
        return dueAndOurs(sweep ? sweeps : scans, now, ours).toList();
    }

    /** True where so many run as there are workers, and others are due. */
    boolean haveToWait(Pace pace, long now, Scans ours) {
        return room(false, pace) <= 0 && dueAndOurs(scans, now, ours).findAny().isPresent();
    }

    private static Stream<Turn> dueAndOurs(Waiting waiting, long now, Scans ours) {
        return waiting.due(now).filter(turn -> ours.isOurs(turn.connection()));
    }

    /** Suspended ones are due now. */
    void retrySuspended(long now) {
        byConnection.values().stream()
                .filter(turn -> turn.streak().isSuspended())
                .forEach(turn -> change(turn, one -> one.due().putOff(false, now)));
    }

    List<ConnectionStatus> status() {
        return byConnection.values().stream().map(Turn::status).toList();
    }
}
