package io.vaultmedia.status;

import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;
import io.vaultmedia.scan.ScanListener;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The last scans of one connection, what they published within the last minute, and since when the connection is known and
 * paused. Thread safe.
 */
final class RecentScans {

    static final char NEWS = 'n';
    static final char NOTHING = '.';
    static final char FAILED = 'x';

    private static final int LENGTH = 30;
    private static final long BUCKET_MILLIS = 10_000;
    private static final int BUCKETS = 6;

    private final Clock clock;
    private final StringBuilder history = new StringBuilder();
    private final long[] published = new long[BUCKETS];
    private long bucket;
    private Double freshnessSeconds;
    private StatusReport.LastScan last;
    private String reason;
    private Instant okSince;
    private Instant newsFailingSince;
    private Instant sweepsFailingSince;
    private final Instant knownSince;
    private Instant pausedByFileSince;
    private Instant pausedBySignalSince;

    RecentScans(Clock clock) {
        this.clock = clock;
        this.knownSince = clock.instant();
    }

    /** Says whether the connections file pauses it. */
    synchronized void pausedByFile(boolean paused) {
        pausedByFileSince = since(paused, pausedByFileSince);
    }

    /** Says whether a signal has paused it. */
    synchronized void pausedBySignal(boolean paused) {
        pausedBySignalSince = since(paused, pausedBySignalSince);
    }

    private Instant since(boolean isSo, Instant before) {
        return isSo && before == null ? clock.instant() : isSo ? before : null;
    }

    /** Returns since when this replica knows that it is paused, or null if it is not. */
    synchronized Instant pausedSince() {
        return earlier(pausedByFileSince, pausedBySignalSince);
    }

    /** Returns since when this replica knows the connection. */
    Instant knownSince() {
        return knownSince;
    }

    synchronized void failed(Scan scan, String why) {
        reason = why;
        okSince = null;
        if (isSweep(scan)) {
            sweepsFailingSince = sweepsFailingSince == null ? clock.instant() : sweepsFailingSince;
        } else {
            newsFailingSince = newsFailingSince == null ? clock.instant() : newsFailingSince;
        }
        add(FAILED);
    }

    synchronized void ended(Scan scan, String outcome) {
        long news = scan.tally().published();
        last = new StatusReport.LastScan(
                scan.plan().kind().label(), outcome, clock.instant().toString(), news);
        if (outcome.equals(ScanListener.COMPLETED)) {
            add(news > 0 ? NEWS : NOTHING);
            succeeded(isSweep(scan));
        }
    }

    private void succeeded(boolean isSweep) {
        if (isSweep) {
            sweepsFailingSince = null;
        } else {
            newsFailingSince = null;
        }
        if (failingSince() == null && okSince == null) {
            okSince = clock.instant();
        }
    }

    private void add(char scan) {
        if (history.length() == LENGTH) {
            history.deleteCharAt(0);
        }
        history.append(scan);
    }

    /** Counts a variant. How fresh it is says something only if it was not stored long before this program looked. */
    synchronized void published(Scan scan, long storedAt) {
        long now = clock.millis();
        if (scan.plan().kind() == ScanKind.INCREMENTAL) {
            freshnessSeconds = Math.max(0, now - storedAt) / 1000.0;
        }
        turnTo(now);
        published[(int) (bucket % BUCKETS)]++;
    }

    /** Returns how many variants were published within the last minute. */
    synchronized long perMinute() {
        turnTo(clock.millis());
        long sum = 0;
        for (long count : published) {
            sum += count;
        }
        return sum;
    }

    private void turnTo(long now) {
        long present = now / BUCKET_MILLIS;
        for (long i = Math.max(bucket + 1, present - BUCKETS + 1); i <= present; i++) {
            published[(int) (i % BUCKETS)] = 0;
        }
        bucket = Math.max(bucket, present);
    }

    /** Returns one character a scan, the last one last. */
    synchronized String history() {
        return history.toString();
    }

    /** Returns from storedAt to the commit, of the last variant that an incremental scan found; null if there was none. */
    synchronized Double freshnessSeconds() {
        return freshnessSeconds;
    }

    synchronized StatusReport.LastScan last() {
        return last;
    }

    /** Returns what the last failure said, or null. */
    synchronized String reason() {
        return reason;
    }

    /** Returns since when scans fail, or null if they do not. */
    synchronized Instant failingSince() {
        return earlier(newsFailingSince, sweepsFailingSince);
    }

    private static Instant earlier(Instant one, Instant other) {
        return Stream.of(Optional.ofNullable(one), Optional.ofNullable(other))
                .flatMap(Optional::stream)
                .min(Instant::compareTo)
                .orElse(null);
    }

    /** Returns since when scans succeed, or null if they do not, or if none has ended. */
    synchronized Instant okSince() {
        return okSince;
    }

    private static boolean isSweep(Scan scan) {
        return scan.plan().kind().isPaced();
    }
}
