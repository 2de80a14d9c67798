package io.vaultmedia.ledger;

import com.carrotsearch.hppc.LongHashSet;
import com.carrotsearch.hppc.LongLongHashMap;
import com.carrotsearch.hppc.cursors.LongLongCursor;
import java.util.ArrayList;
import java.util.List;

/**
 * What a sweep has found out about the ledger's variants. A variant that it did not list need not be gone, because rows move
 * from page to page while others come and go. So it passes three phases before the ledger drops it:
 *
 * <ol>
 *   <li>sweeping: the sweep collects what its pages list ({@link #sweep}, until {@link #complete});
 *   <li>rechecking: each missing variant is looked for again by the time it was stored, in answers of a single page
 *       ({@link #recheck});
 *   <li>confirming: a whole scan for news passes without it ({@link #news}), because an item may be listed under the time of
 *       its newest variant only.
 * </ol>
 *
 * It lives in memory: a sweep that a restart interrupts drops nothing. Used by one thread at a time.
 */
public final class SweepFindings {

    private LongHashSet seen;
    private MissingVariants missing = MissingVariants.none();
    private boolean missedMost;
    private boolean newsBegun;

    /** Adds a committed page of a sweep. Its first page begins the findings again. */
    void sweep(int pageNumber, LongLongHashMap variants, LongLongHashMap deadLetters) {
        if (pageNumber == 1) {
            seen = new LongHashSet();
            missing = MissingVariants.none();
        }
        if (seen != null) {
            seen.addAll(variants.keys());
            seen.addAll(deadLetters.keys());
        }
    }

    /**
     * Ends the sweep: what of these it has not seen is missing from now on. That most of them are missing is believed only
     * if the sweep before this one found so, too: an API in trouble may list nothing for a while.
     */
    void complete(LongLongHashMap variants) {
        if (seen != null) {
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
        return newsBegun || pages == 1 ? missing.gone() : List.of();
    }

    /** Those of the ledger's dead letters that neither this sweep saw nor its last page lists: nothing if in doubt. */
    List<Long> absent(LongLongHashMap deadLetters, LongLongHashMap lastPage) {
        List<Long> absent = new ArrayList<>();
        if (seen != null) {
            for (LongLongCursor entry : deadLetters) {
                if (!seen.contains(entry.key) && !lastPage.containsKey(entry.key)) {
                    absent.add(entry.key);
                }
            }
        }
        return absent;
    }

    /** What the last sweep missed. */
    public MissingVariants missing() {
        return missing;
    }
}
