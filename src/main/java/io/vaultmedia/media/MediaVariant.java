package io.vaultmedia.media;

/**
 * One stored or observed form of a media item. Times are Unix milliseconds by the API's clock.
 *
 * @param label the name under which the item lists it ({@code full}, {@code thumb}, {@code 720}…): an open set
 * @param status cache lifecycle state; only {@code stored} matters here
 * @param quality the API's own word for the label, usually equal to it
 * @param contentType MIME type
 * @param sizeBytes stored size; may be 0 before storage completes
 * @param accessCount how often the variant was observed
 * @param createdAt when Vault+ first observed the variant
 * @param storedAt when storage completed, or null while it has not
 * @param expiresAt when {@link #url} expires
 * @param lastAccessedAt when the variant was last observed
 * @param url signed address of the content: treat it like a credential
 */
public record MediaVariant(
        String label,
        String status,
        String quality,
        String contentType,
        long sizeBytes,
        long accessCount,
        long createdAt,
        Long storedAt,
        long expiresAt,
        long lastAccessedAt,
        String url) {

    /** The only {@link #status} that matters here. */
    public static final String STORED = "stored";

    /** Returns true if the content is in the vault: {@code status == stored} and {@code storedAt} is set. */
    public boolean isStored() {
        return STORED.equals(status) && storedAt != null;
    }

    /** Omits the signed address, since a variant may be logged. */
    @Override
    public String toString() {
        return "MediaVariant[" + label + " " + status + " storedAt=" + storedAt + "]";
    }
}
