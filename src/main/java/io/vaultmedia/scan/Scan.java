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
 * One scan of one connection while it runs. Pages are fetched by one thread and taken by another, which is publishing the
 * page before: at most one page waits in between.
 */
public final class Scan {

    /** Longer than the slowest answer that the HTTP client and the page reader allow. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    private final Connection connection;
    private final ScanPlan plan;
    private final Duration overlap;
    private final int maxPages;
    private final long startedNanos = System.nanoTime();

    private final BlockingQueue<Outcome> ahead = new ArrayBlockingQueue<>(1);
    private final Set<String> cursors = new HashSet<>();
    private volatile String cursor;
    private volatile Instant apiTimeAtStart;
    private int fetched;
    private volatile long requestedNanos;

    private MediaPage page;
    private int taken;
    private long published;

    private record Outcome(MediaPage page, Exception failure) {}

    /**
     * A scan at its beginning.
     *
     * @param overlap how late a row may appear in the API
     * @param maxPages where to stop believing that the scan will ever end
     */
    public Scan(Connection connection, ScanPlan plan, Duration overlap, int maxPages) {
        this.connection = connection;
        this.plan = plan;
        this.overlap = overlap;
        this.maxPages = maxPages;
    }

    public Connection getConnection() {
        return connection;
    }

    public ScanPlan plan() {
        return plan;
    }

    /** The cursor of the page to fetch next, or null for the first one. */
    public String cursor() {
        return cursor;
    }

    /** Notes that the next page is being asked for now. */
    public void request() {
        requestedNanos = System.nanoTime();
    }

    /** How long ago the page was asked for that is, or was last, being fetched. */
    public Duration waited() {
        return Duration.ofNanos(System.nanoTime() - requestedNanos);
    }

    /**
     * Accepts the page that was just fetched, and moves the cursor on; called before {@link #arrived}.
     *
     * @return false where its cursor shows that this scan would never end
     */
    public boolean follow(MediaPage next) {
        if (fetched == 0) {
            apiTimeAtStart = next.apiTime();
        }
        fetched++;
        cursor = next.nextCursor();
        return cursor == null || (fetched < maxPages && cursors.add(cursor));
    }

    /** Hands over a fetched page to whoever waits in {@link #takePage}. */
    public void arrived(MediaPage next) {
        ahead.add(new Outcome(next, null));
    }

    /** Hands over the reason why there is no page. */
    public void failed(Exception reason) {
        ahead.add(new Outcome(null, reason));
    }

    /** True until the last page was taken: decided by the raw page alone, never by what was left of it. */
    public boolean isUnfinished() {
        return page == null || page.hasNext();
    }

    /** Waits for the next page. Throws what made its fetch fail. */
    public MediaPage takePage() throws Exception {
        Outcome next = ahead.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        if (next == null) {
            throw new IllegalStateException("no page came within " + PATIENCE.toSeconds() + " s");
        }
        if (next.failure() != null) {
            throw next.failure();
        }
        page = next.page();
        taken++;
        return page;
    }

    /** Number of the page last taken, from 1. */
    public int pageNumber() {
        return taken;
    }

    /** What the end of this scan proves: the connection's watermark from then on, or null where it still has none. */
    public Instant conclusion() {
        return plan.conclude(apiTimeAtStart, overlap);
    }

    /** Counts variants of this scan that Kafka has committed. */
    public void countPublished(int variants) {
        published += variants;
    }

    public long published() {
        return published;
    }

    /** How long this scan has been running. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    /** Fit for logs: which scan of which connection, and where it is. */
    @Override
    public String toString() {
        return plan.kind().label() + " scan of " + connection + ", page " + Math.max(1, taken);
    }
}
