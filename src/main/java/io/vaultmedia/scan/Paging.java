package io.vaultmedia.scan;

import io.vaultmedia.media.MediaPage;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * The way of a scan from page to page. One thread fetches, another one takes what was fetched, and publishes it: at most
 * one page waits in between.
 */
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

    /** Longer than the slowest answer that the HTTP client allows. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private record Outcome(MediaPage page, Exception failure) {}

    private final BlockingQueue<Outcome> ahead = new ArrayBlockingQueue<>(1);
    private final Set<Long> cursors = new HashSet<>();
    private final int maxPages;
    private int fetched;
    private volatile String cursor;
    private volatile Instant apiTimeAtStart;
    private volatile long requestedNanos;

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

    /** Notes that the next page is being asked for now. */
    public void request() {
        requestedNanos = System.nanoTime();
    }

    /** How long ago the page was asked for that is, or was last, being fetched. */
    public Duration waited() {
        return Duration.ofNanos(System.nanoTime() - requestedNanos);
    }

    /** Accepts the page that was just fetched, and moves the cursor on; called before {@link #arrived}. */
    public Course follow(MediaPage page) {
        if (fetched == 0) {
            apiTimeAtStart = page.apiTime();
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

    /** Hands over a fetched page to whoever waits in {@link #take}. */
    public void arrived(MediaPage page) {
        ahead.add(new Outcome(page, null));
    }

    /** Hands over the reason why there is no page. */
    public void failed(Exception reason) {
        ahead.add(new Outcome(null, reason));
    }

    /** Waits for the next page. Throws what made its fetch fail. */
    MediaPage take() throws Exception {
        Outcome next = ahead.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
            throw new IllegalStateException("no page came within " + PATIENCE.toSeconds() + " s");
        }
        if (next.failure() != null) {
            throw next.failure();
        }
        return next.page();
    }
}
