package io.vaultmedia.shard;

import io.vaultmedia.event.Signal;
import io.vaultmedia.scan.Orders;
import io.vaultmedia.scan.Rescan;
import io.vaultmedia.scan.ScanState;
import java.time.Instant;

/** Decides what a signal changes for one connection: pure functions. */
final class SignalPolicy {

    /** What became of a signal. */
    enum Outcome {
        APPLIED("applied"),
        /** It was so before, or is bound to happen anyway. */
        UNCHANGED("unchanged"),
        /** The connection is paused, by the connections file or by a signal. */
        PAUSED("paused"),
        /** Too many rescans wait. */
        REFUSED("refused");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    /** The orders after a signal, and what it has changed. */
    record Decision(Orders orders, Outcome outcome) {}

    private SignalPolicy() {}

    /**
     * Follows a signal.
     *
     * @param isPausedByFile true if the connections file pauses the connection: that wins
     * @param sentAt the time of the signal's record, Unix ms
     */
    static Decision decide(Orders orders, ScanState state, boolean isPausedByFile, Signal signal, long sentAt) {
        return switch (signal.kind()) {
            case PAUSE -> pause(orders, true, false);
            case RESUME -> pause(orders, false, isPausedByFile);
            case POLL ->
                isPausedByFile || orders.paused()
                        ? new Decision(orders, Outcome.PAUSED)
                        : new Decision(orders.poll(), Outcome.APPLIED);
            case SWEEP, REWIND -> rescan(orders, state, signal.rescan(), sentAt);
        };
    }

    private static Decision pause(Orders orders, boolean pause, boolean staysPaused) {
        if (orders.paused() == pause) {
            return new Decision(orders, staysPaused ? Outcome.PAUSED : Outcome.UNCHANGED);
        }
        return new Decision(orders.paused(pause), staysPaused ? Outcome.PAUSED : Outcome.APPLIED);
    }

    private static Decision rescan(Orders orders, ScanState state, Rescan rescan, long sentAt) {
        if (orders.awaits(rescan, state) || isReadAnyway(orders, state, sentAt)) {
            return new Decision(orders, Outcome.UNCHANGED);
        }
        return orders.isFull(state)
                ? new Decision(orders, Outcome.REFUSED)
                : new Decision(orders.with(rescan, state), Outcome.APPLIED);
    }

    /** True for a connection that was added after the signal, or whose first scan still runs: it reads everything. */
    private static boolean isReadAnyway(Orders orders, ScanState state, long sentAt) {
        return orders.handled() < 0
                && (state.watermark() == null
                        || (state.sweptAt() != null && !state.sweptAt().isBefore(Instant.ofEpochMilli(sentAt))));
    }
}
