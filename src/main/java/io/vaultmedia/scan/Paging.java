package io.vaultmedia.scan;

import io.vaultmedia.media.MediaPage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;

/** The cursors of a scan, from page to page, as far as its pages are fetched. Moved by one thread at a time. */
public final class Paging {

    /** Where a fetched page leads. */
    public enum Course {
        /** To a new page, or to the end. */
        FORWARD,
        /** Back to a page that was read before. */
        REPEATED_CURSOR,
        /** To a new page, but beyond the longest scan. */
        TOO_LONG
    }

    private final Set<Long> cursors = new HashSet<>();
    private final int maxPages;
    private final LongSupplier nanoTime;
    private int fetched;
    private volatile String cursor;
    private volatile Instant apiTimeAtStart;
    private volatile boolean beganWithoutTime;
    private Long requestedNanos;

    /**
     * Starts at the first page, or at the place of an earlier scan.
     *
     * @param maxPages a scan of more pages is taken for endless
     * @param place null for the first page
     * @param nanoTime a monotonic clock in nanoseconds
     */
    Paging(int maxPages, ScanProgress place, LongSupplier nanoTime) {
        this.maxPages = maxPages;
        this.nanoTime = nanoTime;
        if (place != null) {
            cursor = place.cursor();
            apiTimeAtStart = place.startedAt();
            fetched = place.pages();
        }
    }

    /** Returns the cursor of the page to fetch next, or null for the first page. */
    public String cursor() {
        return cursor;
    }

    /** Returns the API's time in the first answer; null before that, or if the answer had no usable time. */
    Instant apiTimeAtStart() {
        return apiTimeAtStart;
    }

    /** True if the first answer had no usable time. */
    boolean beganWithoutTime() {
        return beganWithoutTime;
    }

    /** Notes that the request for the next page begins now. */
    public void request() {
        requestedNanos = nanoTime.getAsLong();
    }

    /** Notes that the request has ended; returns how long it took, or empty if no request was in flight. */
    public Optional<Duration> requestEnded() {
        Optional<Duration> took =
                Optional.ofNullable(requestedNanos).map(since -> Duration.ofNanos(nanoTime.getAsLong() - since));
        requestedNanos = null;
        return took;
    }

    /** Accepts the page that was fetched, and moves to its cursor; returns where that leads. */
    public Course follow(MediaPage page) {
        if (fetched == 0) {
            apiTimeAtStart = page.apiTime();
            beganWithoutTime = page.apiTime() == null;
        }
        fetched++;
        cursor = page.nextCursor();
        if (cursor != null && !cursors.add(hash(cursor))) {
            return Course.REPEATED_CURSOR;
        }
        return cursor == null || fetched < maxPages ? Course.FORWARD : Course.TOO_LONG;
    }

    /** Returns 64 bits of a text (FNV-1a): cursors may be many, and of any length. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
