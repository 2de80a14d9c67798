package io.vaultmedia.scan;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** What a scan has counted so far, over all its turns. Thread safe. */
public final class ScanTally {

    private final long expected;
    private final LongSupplier nanoTime;
    private final long startedNanos;
    private final AtomicInteger pages = new AtomicInteger();
    private final AtomicLong listed = new AtomicLong();
    private final AtomicLong published = new AtomicLong();
    private volatile long latest;

    /**
     * A tally of a scan that begins now.
     *
     * @param expected how many variants it will probably list; 0 if unknown
     * @param place where an earlier scan left off; null for the first page
     * @param nanoTime a monotonic clock in nanoseconds
     */
    ScanTally(long expected, ScanProgress place, LongSupplier nanoTime) {
        this.expected = expected;
        this.nanoTime = nanoTime;
        this.startedNanos = nanoTime.getAsLong();
        if (place != null) {
            pages.set(place.pages());
            listed.set(place.variants());
        }
    }

    /** Returns the place of a scan that has counted this. */
    ScanProgress place(ScanKind kind, Instant startedAt, String nextCursor, String question) {
        return new ScanProgress(kind, startedAt, nextCursor, pages(), listed(), question);
    }

    void countPage() {
        pages.incrementAndGet();
    }

    /** Counts a stored variant that a page listed. */
    public void countListed(long storedAt) {
        listed.incrementAndGet();
        latest = storedAt;
    }

    /** Counts variants that Kafka has committed. */
    public void countPublished(int variants) {
        published.addAndGet(variants);
    }

    /** Returns the number of pages taken. */
    public int pages() {
        return pages.get();
    }

    /** Returns the number of stored variants that the pages listed. */
    public long listed() {
        return listed.get();
    }

    /** Returns the number of variants that were published. */
    public long published() {
        return published.get();
    }

    /** Returns how long ago the scan began. */
    public Duration age() {
        return Duration.ofNanos(nanoTime.getAsLong() - startedNanos);
    }

    /**
     * Returns about how much of the scan is done, 0 to 1: by time if it goes by time, else by what the ledger has; empty if
     * that is unknown, as the API names no totals.
     */
    OptionalDouble share(Instant from, Instant to) {
        if (from != null && to != null) {
            return share(
                    latest - from.toEpochMilli(), Duration.between(from, to).toMillis());
        }
        return expected == 0 ? OptionalDouble.empty() : share(listed.get(), expected);
    }

    /** Returns the end of a sentence that names a share; empty text if the share is unknown. */
    public static String about(OptionalDouble share) {
        return share.isEmpty() ? "" : String.format(Locale.ROOT, ", about %.0f %%", 100 * share.getAsDouble());
    }

    private static OptionalDouble share(long part, long whole) {
        return OptionalDouble.of(Math.max(0, Math.min(1, (double) part / Math.max(1, whole))));
    }
}
