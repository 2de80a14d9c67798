package io.vaultmedia.schedule;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.Scans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Begins the scans that are due at one time. Guarded by the schedule's lock. */
final class DueScans {

    private final Turns turns;
    private final Pace pace;
    private final Scans scans;
    private final Backoff backoff;
    private final Predicate<Turn> mayGoOn;
    private final List<Scan> begun = new ArrayList<>();
    private final List<NotBegun> notBegun = new ArrayList<>();

    /** A scan that could not begin, by a fault of this program, and how long it waits. */
    record NotBegun(Connection connection, Lane.Kind lane, RuntimeException fault, Duration delay) {}

    /** @param mayGoOn asked before each further page, by any thread */
    DueScans(Turns turns, Pace pace, Scans scans, Backoff backoff, Predicate<Turn> mayGoOn) {
        this.turns = turns;
        this.pace = pace;
        this.scans = scans;
        this.backoff = backoff;
        this.mayGoOn = mayGoOn;
    }

    /** True if a scan is due, and a worker is free for it. */
    boolean isAny(long now) {
        return Stream.of(Lane.Kind.values())
                .anyMatch(lane -> turns.room(lane, pace) > 0
                        && turns.due(lane, now, scans).findAny().isPresent());
    }

    /** Begins what is due, longest overdue first, sweeps last, no more than there are free workers. */
    void begin(long apiKey, long now) {
        for (Lane.Kind lane : Lane.Kind.values()) {
            begin(lane, apiKey, now);
        }
    }

    /** Takes no more than there is room for: there may be thousands. Takes others in place of those that did not begin. */
    private void begin(Lane.Kind lane, long apiKey, long now) {
        Set<Turn> taken = new HashSet<>();
        List<Turn> next;
        do {
            next = turns.due(lane, now, scans)
                    .filter(turn -> !taken.contains(turn))
                    .limit(Math.max(0, turns.room(lane, pace)))
                    .toList();
            taken.addAll(next);
            next.forEach(turn -> begin(turn, lane, apiKey, now));
        } while (!next.isEmpty());
    }

    /** A fault of one connection is its own: the others that are due begin. */
    private void begin(Turn turn, Lane.Kind lane, long apiKey, long now) {
        try {
            turns.change(turn, one -> beginOrWait(one, lane, apiKey, now));
            if (turn.running() != null) {
                begun.add(turn.running().scan());
            }
        } catch (RuntimeException e) {
            Duration wait = turns.apply(turn, one -> one.fail(lane, OwnFailure.NOT_BEGUN, backoff, now));
            notBegun.add(new NotBegun(turn.connection(), lane, e, wait));
        }
    }

    /** Begins the scan that is due in a lane, or resumes it, if there is one, it is ours, and the budget allows it. */
    private void beginOrWait(Turn turn, Lane.Kind kind, long apiKey, long now) {
        Lane lane = turn.lanes().of(kind);
        Predicate<Turn> asked = mayGoOn; // A scan must not hold the others that began with it.
        Optional<Scan> next = lane.next(turn.settings(), scans, () -> asked.test(turn));
        if (next.isPresent() && turn.budget().take()) {
            turn.start(lane, next.get(), apiKey, now);
        } else if (next.isPresent()) {
            lane.dueAt(now + turn.budget().nanosToWait());
        } else if (kind == Lane.Kind.SWEEP) {
            lane.close();
        }
    }

    List<Scan> begun() {
        return begun;
    }

    List<NotBegun> notBegun() {
        return notBegun;
    }
}
