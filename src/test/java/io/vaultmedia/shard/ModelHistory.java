package io.vaultmedia.shard;

import java.util.EnumSet;
import java.util.List;

/** What happens to a vault and to whoever scans it, in this order. */
record ModelHistory(Setup setup, List<Step> steps) {

    /**
     * What does not change.
     *
     * @param items stored at the beginning
     * @param limit items a page
     */
    record Setup(ModelApi.CachedAt cachedAt, boolean filtersAfterPaging, boolean clockGoesBack, int items, int limit) {}

    /**
     * One thing that happens.
     *
     * @param which item, place, or width of a clock's step; any number, taken modulo how many there are
     * @param when for what is stored: at which time
     */
    record Step(Kind kind, int which, When when) {
        @Override
        public String toString() {
            return kind
                    + (EnumSet.range(Kind.ADD, Kind.CLOCK).contains(kind) ? " " + which : "")
                    + (kind == Kind.STORE || kind == Kind.ADD_STORED ? " " + when : "");
        }
    }

    enum Kind {
        ADD(1),
        ADD_STORED(8),
        STORE(6),
        UNSTORE(2),
        REMOVE(6),
        CLOCK(2),
        /** A page of a scan for news, or of a backfill, after which it pauses. */
        PAGE(6),
        /** The same, the page after it being fetched before this one is published. */
        PAGE_AND_NEXT_ONE_AHEAD(4),
        PAGE_WITHOUT_API_TIME(1),
        SWEEP_PAGE(14),
        /** As many pages as it takes, and no pause. */
        SCAN(4),
        /** A scan, when a sweep is due. */
        SCAN_A_DAY_LATER(4),
        FETCH_FAILS(1),
        CURSOR_REFUSED(1),
        PUBLISH_FAILS(1),
        /** Committed, but nobody is told. */
        COMMIT_IN_DOUBT(1),
        RESTART(1);

        private final int weight;

        Kind(int weight) {
            this.weight = weight;
        }

        /** How often it happens, compared with the others. */
        int weight() {
            return weight;
        }
    }

    /** A storedAt, as seen from the API's time when its row appears or changes. */
    enum When {
        NOW,
        /** The last one that was given to any other. */
        TIE,
        LATE_WITHIN_OVERLAP,
        LATE_BEYOND_OVERLAP,
        FUTURE
    }
}
