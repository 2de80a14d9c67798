package io.vaultmedia.schedule;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.scan.Scan;
import java.time.Instant;

/**
 * How a connection is doing, for health and metrics.
 *
 * @param failures in a row, of its scans for news or of its sweeps; 0 if the last ones succeeded
 * @param outcome of the last of these failures, or null
 * @param scan the one that runs or has paused, or null; its tally and its share say how far it is
 * @param verifiedUpTo the storedAt up to which the connection is known complete; {@link Instant#EPOCH} if it was never read
 *     to its end, null if that is not known yet, because its first scan here has not begun
 * @param isPausedByFile true if the connections file pauses it, which wins over any signal
 * @param isPausedBySignal true if a signal has paused it
 */
public record ConnectionStatus(
        Connection connection,
        ConnectionState state,
        int failures,
        String outcome,
        Scan scan,
        Instant verifiedUpTo,
        boolean isPausedByFile,
        boolean isPausedBySignal) {

    /** An operator should look at this number of failures in a row. */
    private static final int WORTH_A_LOOK = 3;

    static ConnectionStatus of(
            ConnectionSettings settings, boolean pausedBySignal, Lanes lanes, Scan running, Instant verifiedUpTo) {
        Lane worse = lanes.worse();
        return new ConnectionStatus(
                settings.connection(),
                running == null ? resting(settings.paused() || pausedBySignal, lanes) : ConnectionState.SCANNING,
                worse.failures(),
                worse.outcome(),
                running == null ? lanes.paused() : running,
                verifiedUpTo,
                settings.paused(),
                pausedBySignal);
    }

    /**
     * True if it is to be paused. The {@link #state} says what is: a connection that is to be paused is still scanning until
     * the pages that were fetched are published.
     */
    public boolean isToBePaused() {
        return isPausedByFile || isPausedBySignal;
    }

    /** Returns who wants it paused, as the end of a sentence; null if it is not to be paused. */
    public String pausedBy() {
        if (isPausedByFile) {
            return isPausedBySignal ? "by the connections file and by a signal" : "by the connections file";
        }
        return isPausedBySignal ? "by a signal" : null;
    }

    private static ConnectionState resting(boolean paused, Lanes lanes) {
        if (paused) {
            return ConnectionState.PAUSED;
        }
        if (lanes.isSuspended()) {
            return ConnectionState.SUSPENDED;
        }
        return lanes.news().failures() > 0 ? ConnectionState.FAILING : ConnectionState.WAITING;
    }

    /** True if an operator should look at the connection. */
    public boolean isInTrouble() {
        return state == ConnectionState.SUSPENDED || (state != ConnectionState.PAUSED && failures >= WORTH_A_LOOK);
    }
}
