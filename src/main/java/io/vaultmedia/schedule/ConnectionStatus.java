package io.vaultmedia.schedule;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.scan.Scan;

/**
 * How a connection is doing: for health, metrics, and whoever shows them.
 *
 * @param failures in a row, of its scans for news or of its sweeps; 0 where the last ones went well
 * @param outcome of the last of these, or null
 * @param scan the one that is running or has paused, or null; its tally and its share tell how far it is
 */
public record ConnectionStatus(Connection connection, ConnectionState state, int failures, String outcome, Scan scan) {

    /** So many failures in a row are worth somebody's look. */
    private static final int WORTH_A_LOOK = 3;

    static ConnectionStatus of(
            ConnectionSettings settings, Streak streak, Streak sweepStreak, Scan running, Scan paused) {
        ConnectionState resting = settings.paused() ? ConnectionState.PAUSED : streak.state();
        Streak worse = sweepStreak.length() > streak.length() ? sweepStreak : streak;
        return new ConnectionStatus(
                settings.connection(),
                running == null ? resting : ConnectionState.SCANNING,
                worse.length(),
                worse.outcome(),
                running == null ? paused : running);
    }

    /** True where somebody should look at it. */
    public boolean isInTrouble() {
        return state == ConnectionState.SUSPENDED || (state != ConnectionState.PAUSED && failures >= WORTH_A_LOOK);
    }
}
