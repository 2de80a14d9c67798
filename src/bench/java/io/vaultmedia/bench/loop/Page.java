package io.vaultmedia.bench.loop;

import java.util.List;

/**
 * A page as it was read. Immutable.
 *
 * @param nextCursor null on the last page
 */
record Page(List<Item> items, String nextCursor) {
    /**
     * A media item. Immutable, except its variants.
     *
     * @param duration as it was written; null if there is none
     */
    record Item(String id, String type, String duration, List<Variant> variants) {}
}
