package io.vaultmedia.ledger;

import com.carrotsearch.hppc.LongHashSet;
import com.carrotsearch.hppc.LongLongHashMap;
import com.carrotsearch.hppc.cursors.LongLongCursor;
import java.util.ArrayList;
import java.util.List;

/**
 * What a sweep has found out about the ledger's variants. A variant that it did not list need not be gone, because rows move
 * from page to page while others come and go. So it passes the three {@linkplain Phase phases} of a sweep before the ledger
 * drops it. The findings live in memory: a sweep that a restart interrupts drops nothing. Used by one thread at a time.
 */
public final class SweepFindings {

    /** What becomes known next. */
    public enum Phase {
        /** Nothing: no sweep collects, and none has missed a variant. */
        NONE,
        /** The sweep collects what its pages list. */
        SWEEPING,
        /** Each missing variant is looked for again by the time it was stored, in answers of a single page. */
        RECHECKING,
        /**
         * A whole scan for news passes without the missing variants, because an item may be listed under the time of its
         * newest variant only.
         */
        CONFIRMING
    }

    private LongHashSet seen;
    private MissingVariants missing = MissingVariants.none();
    private boolean missedMost;
    private boolean newsBegun;

    /** Returns the present phase. */
    public Phase phase() {
        if (seen != null) {
            return Phase.SWEEPING;
        }
        if (!missing.isLookedFor()) {
            return Phase.RECHECKING;
        }
        return missing.size() > 0 ? Phase.CONFIRMING : Phase.NONE;
    }

    /** Adds a committed page of a sweep. Its first page begins the findings again. */
    void sweep(int pageNumber, LongLongHashMap variants, LongLongHashMap deadLetters) {
        if (pageNumber == 1) {
            seen = new LongHashSet();
            missing = MissingVariants.none();
        }
        if (phase() == Phase.SWEEPING) {
            seen.addAll(variants.keys());
            seen.addAll(deadLetters.keys());
        }
    }

    /**
     * Ends the sweep: what of these it has not seen is missing from now on. That most of them are missing is believed only
     * if the sweep before this one found so, too: an API in trouble may list nothing for a while.
     */
    void complete(LongLongHashMap variants) {
        if (phase() == Phase.SWEEPING) {
            boolean missedMostBefore = missedMost;
            missing = MissingVariants.of(variants, seen);
            missedMost = missing.size() > variants.size() / 2;
            if (missedMost && !missedMostBefore) {
                missing = MissingVariants.none();
            }
            newsBegun = false;
            seen = null;
        }
    }

    /** Adds a committed page that looked for what was missing. */
    void recheck(LongLongHashMap listed, boolean wasOnlyPage) {
        missing.see(listed);
        missing.advance(wasOnlyPage);
        newsBegun = false;
    }

    /** Adds a committed page of a scan for news. */
    void news(int pageNumber, LongLongHashMap listed) {
        missing.see(listed);
        newsBegun |= pageNumber == 1;
    }

    /** Returns what is gone at the end of a scan for news that had this number of pages. */
    List<MissingVariants.Entry> gone(int pages) {
        boolean isWhole = newsBegun || pages == 1;
        return phase() == Phase.CONFIRMING && isWhole ? missing.gone() : List.of();
    }

    /** Those of the ledger's dead letters that neither this sweep saw nor its last page lists: nothing if in doubt. */
    List<Long> absent(LongLongHashMap deadLetters, LongLongHashMap lastPage) {
        List<Long> absent = new ArrayList<>();
        if (phase() == Phase.SWEEPING) {
            for (LongLongCursor entry : deadLetters) {
                if (!seen.contains(entry.key) && !lastPage.containsKey(entry.key)) {
                    absent.add(entry.key);
                }
            }
        }
        return absent;
    }

    /** Returns what the last sweep missed. */
    public MissingVariants missing() {
        return missing;
    }
}
