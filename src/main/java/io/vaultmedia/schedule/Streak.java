package io.vaultmedia.schedule;

import io.vaultmedia.scan.Connection;
import io.vaultmedia.scan.Failure;

/** The failures of a connection since its last scan that went well. Guarded by the schedule's lock. */
final class Streak {

    /** So many in a row are worth somebody's look. */
    private static final int WORTH_A_LOOK = 3;

    private int length;
    private boolean suspended;
    private String outcome;

    void add(Failure failure) {
        length++;
        suspended = failure.remedy() == Failure.Remedy.SUSPEND;
        outcome = failure.outcome();
    }

    void end() {
        length = 0;
        suspended = false;
    }

    int length() {
        return length;
    }

    boolean isSuspended() {
        return suspended;
    }

    boolean isTrouble() {
        return suspended || length >= WORTH_A_LOOK;
    }

    ConnectionTrouble trouble(Connection connection) {
        return new ConnectionTrouble(connection, outcome, length, suspended);
    }

    ConnectionState state() {
        if (length == 0) {
            return ConnectionState.WAITING;
        }
        return suspended ? ConnectionState.SUSPENDED : ConnectionState.FAILING;
    }
}
