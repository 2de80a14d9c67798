package io.vaultmedia.sandbox.api;

/**
 * One variant of a media item as the API shows it: every field of the contract, times in Unix milliseconds.
 *
 * <p>Immutable. The methods that move it through its life return a new value.
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

    /** Refuses what the contract excludes; to send such a thing all the same, see {@link Faults#replaceNext}. */
    public VaultVariant {
        if ((status == VariantStatus.STORED) != (storedAt != null)) {
            throw new IllegalArgumentException("a variant has a storedAt if and only if it is stored: " + quality);
        }
    }

    /** Whether the variant is at rest in storage. */
    public boolean isStored() {
        return status == VariantStatus.STORED;
    }

    /** The same variant in a state in which it is not stored: it has no storedAt, and as yet no size. */
    public VaultVariant unstored(VariantStatus newStatus) {
        return new VaultVariant(
                newStatus, quality, 0, contentType, accessCount, createdAt, expiresAt, null, lastAccessedAt, url);
    }

    /** The same variant, stored at the given time. */
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

    /** The same variant after somebody has looked at it, which says nothing about storage. */
    public VaultVariant accessed(long at) {
        return new VaultVariant(
                status, quality, sizeBytes, contentType, accessCount + 1, createdAt, expiresAt, storedAt, at, url);
    }
}
