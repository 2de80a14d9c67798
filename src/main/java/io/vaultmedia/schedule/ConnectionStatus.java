package io.vaultmedia.schedule;

import io.vaultmedia.scan.Connection;
import io.vaultmedia.scan.Scan;

/**
 * How a connection is doing: for health, metrics, and whoever shows them.
 *
 * @param failures in a row, 0 where the last scan went well
 * @param outcome of its last scan that failed, or null
 * @param scan the one that is running or has paused, or null; its tally and its share tell how far it is
 */
public record ConnectionStatus(Connection connection, ConnectionState state, int failures, String outcome, Scan scan) {

    /** So many failures in a row are worth somebody's look. */
    private static final int WORTH_A_LOOK = 3;

    /** True where somebody should look at it. */
    public boolean isInTrouble() {
        return state == ConnectionState.SUSPENDED || failures >= WORTH_A_LOOK;
    }
}
