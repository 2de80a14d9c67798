package io.vaultmedia.sandbox.api;

import java.util.Collection;

/**
 * A valid query of the media endpoint. Absent parameters are null, except the limit and the cursor, which have
 * defaults. Immutable.
 *
 * @param limit items per page, 1 to 100
 * @param cursor how many rows to skip
 */
record VaultQuery(
        VariantStatus status,
        MediaType type,
        String contentType,
        Double durationMin,
        Double durationMax,
        TimeRange createdAt,
        TimeRange cachedAt,
        int limit,
        int cursor,
        SortOrder sort) {

    /** Returns whether the query scans the whole vault instead of paging its rows directly. */
    boolean isScanned() {
        return sort != null || durationMin != null || durationMax != null || !createdAt.isOpen() || !cachedAt.isOpen();
    }

    /**
     * Returns whether an item matches: its own fields match, and one of its variants matches all conditions on
     * variants.
     */
    boolean matches(VaultItem item) {
        return matchesItemFields(item) && matchesSome(item.media().values());
    }

    /** A loop instead of a stream, because a scan calls this 100,000 times. */
    private boolean matchesSome(Collection<VaultVariant> variants) {
        for (VaultVariant variant : variants) {
            if (matches(variant)) {
                return true;
            }
        }
        return false;
    }

    boolean matches(VaultVariant variant) {
        return (status == null || status == variant.status())
                && (contentType == null || contentType.equals(variant.contentType()))
                && createdAt.contains(variant.createdAt())
                && cachedAt.contains(variant.storedAt());
    }

    /**
     * Returns whether an item's newest stored variant alone decides if it matches, and its place in the order by
     * cachedAt.
     */
    boolean isDecidedByNewestStored() {
        return (status == null || status == VariantStatus.STORED)
                && contentType == null
                && createdAt.isOpen()
                && cachedAt.to() == null;
    }

    /** Returns the smallest newest storedAt that a matching item can have. */
    long leastNewestStoredAt() {
        long any = status == VariantStatus.STORED || !cachedAt.isOpen() ? 1 : 0;
        return cachedAt.from() == null ? any : Math.max(any, cachedAt.from());
    }

    /** Returns whether it filters by fields of the item, not of its variants. */
    boolean asksOfItems() {
        return type != null || durationMin != null || durationMax != null;
    }

    /** Returns the sort key of a matching item. A missing value counts as 0; without a sort order all are 0. */
    double sortKey(VaultItem item) {
        if (sort == null) {
            return 0;
        }
        return switch (sort) {
            case DURATION_ASC, DURATION_DESC -> item.duration() == null ? 0 : item.duration();
            case CACHED_AT_ASC, CACHED_AT_DESC -> newestStoredAt(item);
            case CREATED_AT_ASC, CREATED_AT_DESC -> oldestCreatedAt(item);
        };
    }

    private long newestStoredAt(VaultItem item) {
        return item.media().values().stream()
                .filter(this::matches)
                .filter(VaultVariant::isStored)
                .mapToLong(VaultVariant::storedAt)
                .max()
                .orElse(0);
    }

    private long oldestCreatedAt(VaultItem item) {
        return item.media().values().stream()
                .filter(this::matches)
                .mapToLong(VaultVariant::createdAt)
                .min()
                .orElse(0);
    }

    private boolean matchesItemFields(VaultItem item) {
        return (type == null || type == item.type())
                && (durationMin == null || (item.duration() != null && item.duration() >= durationMin))
                && (durationMax == null || (item.duration() != null && item.duration() <= durationMax));
    }
}
