package io.vaultmedia.sandbox.api;

/** The sort orders of the API. A descending order is the exact reverse of its ascending one, ties included. */
enum SortOrder {
    CREATED_AT_DESC("createdAt_desc"),
    CREATED_AT_ASC("createdAt_asc"),
    CACHED_AT_DESC("cachedAt_desc"),
    CACHED_AT_ASC("cachedAt_asc"),
    DURATION_DESC("duration_desc"),
    DURATION_ASC("duration_asc");

    private final String wireName;

    SortOrder(String wireName) {
        this.wireName = wireName;
    }

    String wireName() {
        return wireName;
    }

    boolean isDescending() {
        return this == CREATED_AT_DESC || this == CACHED_AT_DESC || this == DURATION_DESC;
    }

    boolean isByCachedAt() {
        return this == CACHED_AT_DESC || this == CACHED_AT_ASC;
    }
}
