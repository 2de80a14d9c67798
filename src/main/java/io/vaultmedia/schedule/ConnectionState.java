package io.vaultmedia.schedule;

import java.util.Locale;

/** What a connection is at. */
public enum ConnectionState {
    /** It is being scanned. */
    SCANNING,
    /** It waits for its turn. */
    WAITING,
    /** Its last scan failed; it waits to be tried again. */
    FAILING,
    /** The API refuses it; it is tried again rarely. */
    SUSPENDED,
    /** Its settings say that it is not to be polled. */
    PAUSED;

    /** The state as metric labels spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
