package io.vaultmedia.schedule;

import io.vaultmedia.scan.Scan;
import java.time.Duration;

/** One turn of a scan while it runs. Guarded by the schedule's lock; times in nanoseconds. */
final class Slice {

    /** A scan gives its worker to others after this time, even if it has read only a few pages. */
    private static final Duration LONGEST = Duration.ofSeconds(1);

    private final Scan scan;
    private final long begunAt;
    private final long apiKey;
    private int pages;
    private boolean sent;
    private boolean outdated;

    private Slice(Scan scan, long apiKey, long now) {
        this.scan = scan;
        this.apiKey = apiKey;
        this.begunAt = now;
    }

    /**
     * Begins a turn of the scan.
     *
     * @param apiKey how often the API key had changed by now
     */
    static Slice begin(Scan scan, long apiKey, long now) {
        scan.ahead().resume();
        return new Slice(scan, apiKey, now);
    }

    Scan scan() {
        return scan;
    }

    Lane.Kind lane() {
        return Lane.Kind.of(scan);
    }

    /** True for a sweep that no signal ordered. */
    boolean isPlainSweep() {
        return lane() == Lane.Kind.SWEEP && scan.plan().rescan() == null;
    }

    /** True if the API key has changed since the turn began. */
    boolean isBeforeKey(long present) {
        return apiKey != present;
    }

    /** Notes that the scan was sent to be scanned. */
    void sent() {
        sent = true;
    }

    boolean isSent() {
        return sent;
    }

    /** Notes that the connection's settings have changed: the scan ends with the pages that it has fetched. */
    void becomeOutdated() {
        outdated = true;
    }

    boolean isOutdated() {
        return outdated;
    }

    /** Counts a page; true if others that wait should get the worker. */
    boolean isUsedUp(int slicePages, long now) {
        pages++;
        return pages >= slicePages || now - begunAt >= LONGEST.toNanos();
    }
}
