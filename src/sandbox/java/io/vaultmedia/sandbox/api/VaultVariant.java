package io.vaultmedia.sandbox.api;

/**
 * One variant of a media item as the API shows it, with every field of the contract. Times are Unix milliseconds.
 *
 * <p>Immutable. The methods that change its state return a new value.
 *
 * @param quality the variant's label, such as {@code full}, {@code thumb}, {@code 720}
 * @param storedAt when storage completed, or null while the variant is not stored
 */
public record VaultVariant(
        VariantStatus status,
        String quality,
        long sizeBytes,
        String contentType,
        long accessCount,
        long createdAt,
        long expiresAt,
        Long storedAt,
        long lastAccessedAt,
        String url) {

    /** Refuses values that the contract excludes. To send them anyway, see {@link Faults#replaceNext}. */
    public VaultVariant {
        if ((status == VariantStatus.STORED) != (storedAt != null)) {
            throw new IllegalArgumentException("a variant has a storedAt if and only if it is stored: " + quality);
        }
    }

    /** Returns whether the variant is stored. */
    public boolean isStored() {
        return status == VariantStatus.STORED;
    }

    /** Returns this variant in a state in which it is not stored: without storedAt and size. */
    public VaultVariant unstored(VariantStatus newStatus) {
        return new VaultVariant(
                newStatus, quality, 0, contentType, accessCount, createdAt, expiresAt, null, lastAccessedAt, url);
    }

    /** Returns this variant, stored at the given time. */
    public VaultVariant stored(long at, long size) {
        return new VaultVariant(
                VariantStatus.STORED,
                quality,
                size,
                contentType,
                accessCount,
                createdAt,
                expiresAt,
                at,
                lastAccessedAt,
                url);
    }

    /** Returns this variant after an access, which does not change its storage. */
    public VaultVariant accessed(long at) {
        return new VaultVariant(
                status, quality, sizeBytes, contentType, accessCount + 1, createdAt, expiresAt, storedAt, at, url);
    }
}
