package io.vaultmedia.scan;

import java.util.Locale;

/** The ways to pass over a connection's pages. */
public enum ScanKind {
    /** All that is stored, the first time. */
    BACKFILL,
    /** What was stored since the watermark, oldest first. */
    INCREMENTAL,
    /** All that is stored, again, to find what the others missed. */
    SWEEP;

    /** The kind as the {@code ce_foundby} header, metric labels and log lines spell it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
