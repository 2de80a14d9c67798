package io.vaultmedia.scan;

import java.util.Locale;

/** The ways to pass over a connection's pages. */
public enum ScanKind {
    /** All that is stored, the first time. */
    BACKFILL,
    /** One page of a backfill, which only learns what the API takes for now: nothing stored before that is wanted. */
    FIRST_LOOK,
    /** What was stored since the watermark, oldest first. */
    INCREMENTAL,
    /** All that is stored, again, to find what the others missed. */
    SWEEP,
    /** What was stored since an instant, again, because a signal asked for it. */
    REWIND,
    /** One page of what was stored within a span of time, to look again for what a sweep did not see. */
    RECHECK;

    /** The kind as records, metric labels and log lines spell it: a part of a scan is named after the whole. */
    public String label() {
        return whole().name().toLowerCase(Locale.ROOT);
    }

    private ScanKind whole() {
        return switch (this) {
            case FIRST_LOOK -> BACKFILL;
            case RECHECK -> SWEEP;
            default -> this;
        };
    }

    /** True if it looks for what other scans missed. */
    public boolean isSweep() {
        return whole() == SWEEP;
    }

    /** True if it reads again what was read before: page by page, when no scan for news needs the worker. */
    public boolean isPaced() {
        return isSweep() || this == REWIND;
    }

    /** True if it reads what was never read before. */
    public boolean isBackfill() {
        return whole() == BACKFILL;
    }

    /** True if it ends with its first page, even if the API names more. */
    public boolean isSinglePage() {
        return this != whole();
    }
}
