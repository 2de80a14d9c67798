package io.vaultmedia.status;

import io.vaultmedia.schedule.ConnectionState;
import io.vaultmedia.schedule.ConnectionStatus;
import java.util.Locale;

/** The state of a connection as the status shows it, worst first. JSON and page spell it in lower case. */
enum DisplayState {
    /** The API refuses the connection or its key. It is tried again after a long wait. */
    REFUSED,
    /** Its last scan failed. It is tried again. */
    FAILING,
    /** Its shard is being opened. */
    OPENING,
    /** It was not scanned by this replica yet. */
    WAITING,
    /** All that is stored is being read for the first time. */
    BACKFILL,
    /** It is not polled. */
    PAUSED,
    /** All that is stored is being read again. */
    SWEEP,
    /** It is polled, and nothing is wrong. */
    OK,
    /** Another replica polls it. */
    ELSEWHERE;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static DisplayState of(ConnectionStatus status, boolean isShardOpen) {
        if (status.state() == ConnectionState.PAUSED) {
            return PAUSED;
        }
        if (status.state() == ConnectionState.SUSPENDED) {
            return REFUSED;
        }
        if (status.failures() > 0) {
            return FAILING;
        }
        if (!isShardOpen) {
            return OPENING;
        }
        if (status.scan() != null && status.scan().plan().kind().isBackfill()) {
            return BACKFILL;
        }
        if (status.verifiedUpTo() == null) {
            return WAITING;
        }
        return status.scan() != null && status.scan().plan().kind().isPaced() ? SWEEP : OK;
    }
}
