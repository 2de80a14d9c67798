package io.vaultmedia.scan;

import io.vaultmedia.media.MediaPage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** The way of a scan from page to page, as far as it is fetched. One thread at a time moves it on. */
public final class Paging {

    /** Where a fetched page leads. */
    public enum Course {
        /** To another page, or to the end. */
        FORWARD,
        /** Back to a page that was read before. */
        REPEATED_CURSOR,
        /** On, but further than a scan can be long. */
        TOO_LONG
    }

    private final Set<Long> cursors = new HashSet<>();
    private final int maxPages;
    private int fetched;
    private volatile String cursor;
    private volatile Instant apiTimeAtStart;
    private volatile boolean beganWithoutTime;
    private Long requestedNanos;

    /**
     * From the first page on, or from where an earlier scan left off.
     *
     * @param maxPages where to stop believing that it will ever end
     * @param place null for the first page
     */
    Paging(int maxPages, ScanProgress place) {
        this.maxPages = maxPages;
        if (place != null) {
            cursor = place.cursor();
            apiTimeAtStart = place.startedAt();
            fetched = place.pages();
        }
    }

    /** The cursor of the page to fetch next, or null for the first one. */
    public String cursor() {
        return cursor;
    }

    /** The API's time in the first answer; null before that, and where it told none. */
    Instant apiTimeAtStart() {
        return apiTimeAtStart;
    }

    /** True where the first answer told no time. */
    boolean beganWithoutTime() {
        return beganWithoutTime;
    }

    /** Notes that the next page is being asked for now. */
    public void request() {
        requestedNanos = System.nanoTime();
    }

    /** The request that is under way has come to its end: how long it took. Empty where none was. */
    public Optional<Duration> requestEnded() {
        Optional<Duration> took =
                Optional.ofNullable(requestedNanos).map(since -> Duration.ofNanos(System.nanoTime() - since));
        requestedNanos = null;
        return took;
    }

    /** Accepts the page that was just fetched, and moves the cursor on. */
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

    /** 64 bits of it (FNV-1a): there may be many, each as long as the API likes. */
    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
