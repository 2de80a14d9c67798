package io.vaultmedia.schedule;

import java.util.Locale;

/** What a connection does now. */
public enum ConnectionState {
    /** It is being scanned. */
    SCANNING,
    /** It waits for its next scan. */
    WAITING,
    /** Its last scan failed; it waits for the next try. */
    FAILING,
    /** The API refuses it; it is tried again after a long wait. */
    SUSPENDED,
    /** The connections file, or a signal, says that it is not polled. */
    PAUSED;

    /** Returns the state as metric labels spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
