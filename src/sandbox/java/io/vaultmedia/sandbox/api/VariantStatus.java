package io.vaultmedia.sandbox.api;

import java.util.Locale;

/** The states of a variant's life in the cache; immutable. */
public enum VariantStatus {
    EDGE_ONLY,
    PENDING,
    STORING,
    STORED,
    REMOVED;

    private final String wireName = name().toLowerCase(Locale.ROOT);

    /** The name that the API uses, as in {@code edge_only}. */
    public String wireName() {
        return wireName;
    }
}
