package io.vaultmedia.schedule;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.Scans;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

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

    /** Begins what is due, longest overdue first, sweeps last, no more than there are free workers. */
    void begin(long apiKey, long now) {
        for (Lane.Kind lane : Lane.Kind.values()) {
            int room = turns.room(lane, pace);
            for (Turn turn : turns.due(lane, now, scans)) {
                if (room > 0) {
                    begin(turn, lane, apiKey, now);
                    room -= turn.running() == null ? 0 : 1;
                }
            }
        }
    }

    /** A fault of one connection is its own: the others that are due begin. */
    private void begin(Turn turn, Lane.Kind lane, long apiKey, long now) {
        try {
            turns.change(turn, one -> one.begin(lane, scans, () -> mayGoOn.test(turn), apiKey, now));
            if (turn.running() != null) {
                begun.add(turn.running().scan());
            }
        } catch (RuntimeException e) {
            Duration wait = turns.apply(turn, one -> one.fail(lane, OwnFailure.NOT_BEGUN, backoff, now));
            notBegun.add(new NotBegun(turn.connection(), lane, e, wait));
        }
    }

    List<Scan> begun() {
        return begun;
    }

    List<NotBegun> notBegun() {
        return notBegun;
    }
}
