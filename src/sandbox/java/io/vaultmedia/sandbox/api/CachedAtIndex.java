package io.vaultmedia.sandbox.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;

/**
 * A vault's rows in the order of their newest storedAt, ties in the order of insertion, so that an incremental query
 * reads only the rows that it lists. It is a sorted array, because new rows nearly always belong at its end.
 *
 * <p>Not thread safe: its vault guards it. Remove a row before you change it, and add it again afterwards.
 */
final class CachedAtIndex {
    private static final Comparator<VaultRow> ORDER =
            Comparator.comparingLong(VaultRow::newestStoredAt).thenComparingLong(VaultRow::sequence);

    private final List<VaultRow> rows = new ArrayList<>();

    void add(VaultRow row) {
        if (rows.isEmpty() || ORDER.compare(rows.get(rows.size() - 1), row) < 0) {
            rows.add(row);
        } else {
            rows.add(-Collections.binarySearch(rows, row, ORDER) - 1, row);
        }
    }

    void remove(VaultRow row) {
        rows.remove(Collections.binarySearch(rows, row, ORDER));
    }

    void clear() {
        rows.clear();
    }

    /** A live view of the rows whose newest storedAt is at or after the given time, oldest first. */
    List<VaultRow> atOrAfter(long storedAt) {
        int low = 0;
        int high = rows.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows.get(middle).newestStoredAt() < storedAt) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return rows.subList(low, rows.size());
    }
}
