package io.vaultmedia.schedule;

import java.util.Comparator;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The turns whose next scan, or page of a sweep, is to come, soonest first: to look through thousands at each tick would
 * cost more than all their polls. A turn changes only while it is not in here. Guarded by the schedule's lock.
 */
final class Waiting {

    private final boolean sweep;
    private final TreeSet<Turn> turns;

    /** For sweeps, or else for scans. */
    Waiting(boolean sweep) {
        this.sweep = sweep;
        Comparator<Turn> soonest =
                (a, b) -> Long.signum(a.due().at(sweep) - b.due().at(sweep));
        this.turns =
                new TreeSet<>(soonest.thenComparing(turn -> turn.connection().id()));
    }

    void addIfItWaits(Turn turn) {
        if (turn.waits(sweep)) {
            turns.add(turn);
        }
    }

    void remove(Turn turn) {
        turns.remove(turn);
    }

    /** Those that are due, longest overdue first. */
    Stream<Turn> due(long now) {
        return turns.stream().takeWhile(turn -> turn.due().at(sweep) - now <= 0);
    }
}
