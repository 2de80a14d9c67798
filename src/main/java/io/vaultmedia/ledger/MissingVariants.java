package io.vaultmedia.ledger;

import com.carrotsearch.hppc.LongHashSet;
import com.carrotsearch.hppc.LongLongHashMap;
import com.carrotsearch.hppc.cursors.LongLongCursor;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The variants of the ledger that a sweep did not list. They are looked for again in windows of time, oldest first. A window
 * spans as many of them as fit on one page of the API: fewer after a page that was not the last one of its window, more after
 * one that was. A variant that any page of the connection lists meanwhile is not missing. Not thread safe.
 */
public final class MissingVariants {

    /** What ISO 8601 can write with four digits for the year; what lies beyond cannot be asked for. */
    private static final long LATEST = Instant.parse("9999-12-31T23:59:59Z").toEpochMilli();

    private static final Duration WHOLE_MILLISECOND = Duration.ofNanos(999_000);

    /** Bounds a window, and a transaction that drops what is gone. */
    private static final int MOST = 5_000;

    private final LongLongHashMap unseen;
    private final List<Entry> entries = new ArrayList<>();
    private int next;
    private int width = MOST;

    /** A variant as the ledger has it: published, but not seen since. */
    public record Entry(long keyHash, long storedAt) {}

    private MissingVariants(LongLongHashMap unseen) {
        this.unseen = unseen;
        for (LongLongCursor variant : unseen) {
            entries.add(new Entry(variant.key, variant.value));
        }
        entries.sort(Comparator.comparingLong(Entry::storedAt));
    }

    static MissingVariants of(LongLongHashMap variants, LongHashSet seen) {
        LongLongHashMap unseen = new LongLongHashMap();
        for (LongLongCursor variant : variants) {
            if (!seen.contains(variant.key) && variant.value >= 0 && variant.value < LATEST) {
                unseen.put(variant.key, variant.value);
            }
        }
        return new MissingVariants(unseen);
    }

    static MissingVariants none() {
        return new MissingVariants(new LongLongHashMap());
    }

    int size() {
        return unseen.size();
    }

    /** True once each has been looked for. */
    public boolean isLookedFor() {
        return next == entries.size();
    }

    /** The time from which to look next, inclusive. */
    public Instant from() {
        return Instant.ofEpochMilli(entries.get(next).storedAt());
    }

    /** The time up to which to look next, inclusive: to the end of that millisecond, should the API's own be finer. */
    public Instant to() {
        return Instant.ofEpochMilli(entries.get(end() - 1).storedAt()).plus(WHOLE_MILLISECOND);
    }

    /** Removes what a page lists, as it was stored or stored again: an entry covers all storings of its variant. */
    void see(LongLongHashMap listed) {
        for (LongLongCursor variant : listed) {
            unseen.remove(variant.key);
        }
    }

    /** Moves on to the next window if the present one had a single page; otherwise makes the present one smaller. */
    public void advance(boolean wasOnlyPage) {
        if (isLookedFor()) {
            return; // Its shard was opened again meanwhile, and has no window.
        }
        if (wasOnlyPage) {
            next = end();
            width = Math.min(MOST, width * 2);
        } else if (entries.get(next).storedAt() == entries.get(end() - 1).storedAt()) {
            leaveAlone();
        } else {
            width = Math.max(1, Math.min(width, end() - next) / 2);
        }
    }

    /** Those of the present window stay in the ledger, which is harmless: they are more than a page of one millisecond. */
    public void leaveAlone() {
        entries.subList(next, end()).forEach(entry -> unseen.remove(entry.keyHash()));
        next = end();
    }

    /** Those that nothing has shown since, though all were looked for: some of them, if they are many. */
    List<Entry> gone() {
        List<Entry> gone = new ArrayList<>();
        if (isLookedFor()) {
            for (LongLongCursor variant : unseen) {
                if (gone.size() < MOST) {
                    gone.add(new Entry(variant.key, variant.value));
                }
            }
        }
        return gone;
    }

    /** Removes these: the ledger has tombstones for them, or newer entries. */
    void remove(List<Entry> handled) {
        handled.forEach(entry -> unseen.remove(entry.keyHash()));
    }

    /** Behind the window, which never ends between two of the same millisecond. */
    private int end() {
        int end = Math.min(entries.size(), next + width);
        while (end < entries.size()
                && entries.get(end).storedAt() == entries.get(end - 1).storedAt()) {
            end++;
        }
        return end;
    }
}
