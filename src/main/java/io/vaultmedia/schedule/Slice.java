package io.vaultmedia.schedule;

import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;
import java.time.Duration;

/** One turn of a scan. Guarded by the schedule's lock; times in nanoseconds. */
final class Slice {

    /** However few pages it has read: so long may others wait for its worker. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final Scan scan;
    private final long begunAt;
    private int pages;
    private boolean outdated;

    private Slice(Scan scan, long now) {
        this.scan = scan;
        this.begunAt = now;
    }

    /** The scan's first turn, or another one. */
    static Slice begin(Scan scan, long now) {
        scan.ahead().resume();
        return new Slice(scan, now);
    }

    Scan scan() {
        return scan;
    }

    boolean isSweep() {
        return scan.plan().kind() == ScanKind.SWEEP;
    }

    /** The connection's settings have changed since: it ends with what it has fetched, and for good. */
    void becomeOutdated() {
        outdated = true;
    }

    boolean isOutdated() {
        return outdated;
    }

    /** Counts a page; true where others that wait should get the worker. */
    boolean isUsedUp(int slicePages, long now) {
        pages++;
        return pages >= slicePages || now - begunAt >= LONGEST.toNanos();
    }
}
