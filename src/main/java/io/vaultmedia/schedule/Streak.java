package io.vaultmedia.schedule;

import io.vaultmedia.scan.Failure;

/** The failures of a connection since its last scan that went well. Guarded by the schedule's lock. */
final class Streak {

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
        outcome = null;
    }

    int length() {
        return length;
    }

    boolean isSuspended() {
        return suspended;
    }

    /** What made the last one fail, or null. */
    String outcome() {
        return outcome;
    }

    ConnectionState state() {
        if (length == 0) {
            return ConnectionState.WAITING;
        }
        return suspended ? ConnectionState.SUSPENDED : ConnectionState.FAILING;
    }
}
