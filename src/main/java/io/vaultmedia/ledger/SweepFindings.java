package io.vaultmedia.ledger;

import com.carrotsearch.hppc.LongHashSet;
import com.carrotsearch.hppc.LongLongHashMap;
import com.carrotsearch.hppc.cursors.LongLongCursor;
import java.util.ArrayList;
import java.util.List;

/**
 * What a sweep has seen of the ledger's variants, and what of it was not there. A variant that a sweep did not list is not
 * gone yet: rows move from page to page while others come and go. So each is looked for again, by the time it was stored,
 * in an answer of a single page; only what is not on that one is dropped. Lives in memory: after a restart in its middle, a
 * sweep drops nothing. Used by one thread at a time.
 */
final class SweepFindings {

    private LongHashSet seen;
    private MissingVariants missing = MissingVariants.NONE;

    /** Adds a committed page of a sweep, the first of which begins all anew. */
    void add(int pageNumber, LongLongHashMap listed) {
        if (pageNumber == 1) {
            seen = new LongHashSet();
            missing = MissingVariants.NONE;
        }
        if (seen != null) {
            seen.addAll(listed.keys());
        }
    }

    /** Ends the sweep: what of these it has not seen is missing from now on. */
    void complete(LongLongHashMap variants) {
        if (seen != null) {
            missing = MissingVariants.of(variants, seen);
            seen = null;
        }
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

    /** What the last sweep missed, and was not looked for again yet. */
    MissingVariants missing() {
        return missing;
    }
}
