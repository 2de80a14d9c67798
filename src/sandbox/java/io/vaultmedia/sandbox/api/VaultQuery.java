package io.vaultmedia.sandbox.api;

import java.util.Collection;

/**
 * A valid query of the media endpoint. Absent parameters are null, but for the limit and the cursor, which have
 * defaults. Immutable.
 *
 * @param limit items per page, 1 to 100
 * @param cursor how many rows to pass over
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

    /** Whether the answer is taken from a scan of the whole vault, not straight from its rows. */
    boolean isScanned() {
        return sort != null || durationMin != null || durationMax != null || !createdAt.isOpen() || !cachedAt.isOpen();
    }

    /** An item matches when its own fields do, and some variant of it satisfies all that is asked of variants. */
    boolean matches(VaultItem item) {
        return matchesItemFields(item) && matchesSome(item.media().values());
    }

    /** A loop, because a scan comes here 100,000 times. */
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

    /** Whether an item's newest stored variant alone decides whether it matches, and where it is sorted by cachedAt. */
    boolean isDecidedByNewestStored() {
        return (status == null || status == VariantStatus.STORED)
                && contentType == null
                && createdAt.isOpen()
                && cachedAt.to() == null;
    }

    /** The least newest storedAt that a matching item can have. */
    long leastNewestStoredAt() {
        long any = status == VariantStatus.STORED || !cachedAt.isOpen() ? 1 : 0;
        return cachedAt.from() == null ? any : Math.max(any, cachedAt.from());
    }

    /** Whether it filters by what belongs to the item, not to its variants. */
    boolean asksOfItems() {
        return type != null || durationMin != null || durationMax != null;
    }

    /** By what a matching item is sorted; what does not have it counts as 0, and so does all when nothing is sorted. */
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
