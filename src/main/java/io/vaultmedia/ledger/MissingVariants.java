package io.vaultmedia.ledger;

import com.carrotsearch.hppc.LongHashSet;
import com.carrotsearch.hppc.LongLongHashMap;
import com.carrotsearch.hppc.cursors.LongLongCursor;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Variants of the ledger that a sweep did not list, to be looked for again window by window, oldest first. A window spans
 * as many of them as fit on one page of the API: fewer after a page that was not the last of its window, more after one
 * that was. Not thread safe.
 */
final class MissingVariants {

    static final MissingVariants NONE = new MissingVariants(List.of());

    /** Bounds the transaction that drops what is gone. */
    private static final int WIDEST = 5_000;

    private final List<Entry> entries;
    private int next;
    private int width = WIDEST;

    record Entry(long keyHash, long storedAt) {}

    private MissingVariants(List<Entry> entries) {
        this.entries = entries;
    }

    static MissingVariants of(LongLongHashMap variants, LongHashSet seen) {
        List<Entry> entries = new ArrayList<>();
        for (LongLongCursor variant : variants) {
            if (!seen.contains(variant.key)) {
                entries.add(new Entry(variant.key, variant.value));
            }
        }
        entries.sort(Comparator.comparingLong(Entry::storedAt));
        return new MissingVariants(entries);
    }

    boolean isEmpty() {
        return next == entries.size();
    }

    /** The time from which to look next, inclusive. */
    Instant from() {
        return Instant.ofEpochMilli(entries.get(next).storedAt());
    }

    /** The time up to which to look next, inclusive. */
    Instant to() {
        return Instant.ofEpochMilli(entries.get(end() - 1).storedAt());
    }

    /** Those of the present window that a page does not list: all it proves, if it is the window's only one. */
    List<Entry> absent(LongLongHashMap listed, boolean isLast) {
        return isLast
                ? entries.subList(next, end()).stream()
                        .filter(e -> listed.getOrDefault(e.keyHash(), ~e.storedAt()) != e.storedAt())
                        .toList()
                : List.of();
    }

    /** Goes on to the next window: a narrower one at the same place, or the one after it. */
    void advance(boolean wasLast) {
        if (wasLast) {
            next = end();
            width = Math.min(WIDEST, width * 2);
        } else if (from().equals(to())) {
            next = end(); // More than a page of one millisecond: they stay in the ledger, which is harmless.
        } else {
            width = Math.max(1, Math.min(width, end() - next) / 2);
        }
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
