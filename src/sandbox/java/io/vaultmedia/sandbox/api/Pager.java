package io.vaultmedia.sandbox.api;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Returns the page for one query, from the vault's current rows. Both ways of paging count rows, so rows that are
 * added or removed between two pages move others across the page boundary.
 *
 * <p>Not thread safe: the vault's lock guards it.
 */
final class Pager {
    private static final Comparator<Keyed> ASCENDING = Comparator.comparingDouble(Keyed::key)
            .thenComparingLong(keyed -> keyed.row().sequence());

    private final VaultRows rows;
    private final VaultQuery query;
    private final Function<VaultRow, byte[]> render;

    Pager(VaultRows rows, VaultQuery query, Function<VaultRow, byte[]> render) {
        this.rows = rows;
        this.query = query;
        this.render = render;
    }

    /** A page filled with matching items; direct paging counts all rows, scanned paging the matching ones. */
    VaultPage page() {
        return query.isScanned() ? fill(scanned(), row -> true) : fill(rows.inOrder(), this::matches);
    }

    /** Applies the limit before the filter: pages are short, or empty with a next cursor. */
    VaultPage unfilledPage() {
        int end = Math.min(rows.inOrder().size(), query.cursor() + query.limit());
        VaultPage page = fill(rows.inOrder().subList(0, end), this::matches);
        return new VaultPage(page.items(), end < rows.inOrder().size() ? Integer.toString(end) : null);
    }

    private VaultPage fill(List<VaultRow> source, Predicate<VaultRow> lists) {
        List<byte[]> items = new ArrayList<>(query.limit());
        int behindLast = 0;
        for (int i = query.cursor(); i < source.size(); i++) {
            if (lists.test(source.get(i))) {
                if (items.size() == query.limit()) {
                    return new VaultPage(items, Integer.toString(behindLast));
                }
                items.add(render.apply(source.get(i)));
                behindLast = i + 1;
            }
        }
        return new VaultPage(items, null);
    }

    private List<VaultRow> scanned() {
        List<VaultRow> candidates = rows.byCachedAt().atOrAfter(query.leastNewestStoredAt());
        if (query.sort() == null || !query.sort().isByCachedAt() || !query.isDecidedByNewestStored()) {
            return sorted(candidates);
        }
        List<VaultRow> ordered = query.sort().isDescending() ? new Reversed(candidates) : candidates;
        return query.asksOfItems() ? ordered.stream().filter(this::matches).toList() : ordered;
    }

    private List<VaultRow> sorted(List<VaultRow> candidates) {
        boolean descending = query.sort() != null && query.sort().isDescending();
        return candidates.stream()
                .filter(this::matches)
                .map(row -> new Keyed(row, query.sortKey(row.item())))
                .sorted(descending ? ASCENDING.reversed() : ASCENDING)
                .map(Keyed::row)
                .toList();
    }

    private boolean matches(VaultRow row) {
        return query.matches(row.item());
    }

    private record Keyed(VaultRow row, double key) {}

    /** Returns a reversed view. */
    private static final class Reversed extends AbstractList<VaultRow> {
        private final List<VaultRow> rows;

        Reversed(List<VaultRow> rows) {
            this.rows = rows;
        }

        @Override
        public VaultRow get(int index) {
            return rows.get(rows.size() - 1 - index);
        }

        @Override
        public int size() {
            return rows.size();
        }
    }
}
