package io.vaultmedia.ledger;

import com.carrotsearch.hppc.LongHashSet;
import com.carrotsearch.hppc.LongLongHashMap;
import com.carrotsearch.hppc.cursors.LongLongCursor;
import java.util.ArrayList;
import java.util.List;

/**
 * What a sweep has seen of the ledger's variants, and what of it was not there. A variant that a sweep did not list is not
 * gone yet: rows move from page to page while others come and go. So each is looked for again, by the time it was stored,
 * in answers of a single page; then a whole scan for news has to pass without it, too, since an item may show under the
 * time of its newest variant only. Lives in memory: after a restart in its middle, a sweep drops nothing. Used by one
 * thread at a time.
 */
public final class SweepFindings {

    private LongHashSet seen;
    private MissingVariants missing = MissingVariants.none();
    private boolean missedMost;
    private boolean newsBegun;

    /** Adds a committed page of a sweep, the first of which begins all anew. */
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

    /** What is gone once a scan for news, of so many pages, has come to its end. */
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
