package io.vaultmedia.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaVariant;
import java.util.List;

/**
 * A stored variant of a media item: the value of a variant's record, and the body of the message that a host's own steps
 * see ({@code vault.variant.via}). Its JSON has the same names, types and units as the API's. Times are Unix milliseconds
 * by the API's clock. Immutable.
 *
 * @param connection the connection's alias, or its id if it has no alias
 * @param mediaId the media item's id
 * @param type {@code image}, {@code video}, {@code audio}, or a type that the API added since
 * @param duration seconds, or null for media that has none
 * @param label the name under which the item lists the variant: {@code full}, {@code thumb}, {@code 720}…
 * @param quality the API's own word for the label, usually equal to it
 * @param contentType MIME type
 * @param sizeBytes stored size in bytes
 * @param accessCount how often the variant was observed
 * @param createdAt when Vault+ first observed the variant
 * @param storedAt when storage completed
 * @param expiresAt when {@code url} expires
 * @param lastAccessedAt when the variant was last observed
 * @param url signed address of the content: treat it like a credential; null, and no part of the
 *     JSON, with {@code vault.publish.url=omit}
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StoredVariant(
        @JsonProperty("connection") String connection,
        @JsonProperty("mediaId") String mediaId,
        @JsonProperty("type") String type,
        @JsonProperty("duration") Number duration,
        @JsonProperty("label") String label,
        @JsonProperty("quality") String quality,
        @JsonProperty("contentType") String contentType,
        @JsonProperty("sizeBytes") long sizeBytes,
        @JsonProperty("accessCount") long accessCount,
        @JsonProperty("createdAt") long createdAt,
        @JsonProperty("storedAt") long storedAt,
        @JsonProperty("expiresAt") long expiresAt,
        @JsonProperty("lastAccessedAt") long lastAccessedAt,

        @JsonProperty("url") @JsonInclude(JsonInclude.Include.NON_NULL)
        String url)
        implements StoredMedia, StoredMedia.Storing {

    /** Returns a variant of a connection's item. The variant must be stored. */
    public static StoredVariant of(String connection, MediaItem item, MediaVariant variant) {
        return of(connection, item, variant, true);
    }

    static StoredVariant of(String connection, MediaItem item, MediaVariant variant, boolean includesUrl) {
        return new StoredVariant(
                connection,
                item.id(),
                item.type(),
                item.duration(),
                variant.label(),
                variant.quality(),
                variant.contentType(),
                variant.sizeBytes(),
                variant.accessCount(),
                variant.createdAt(),
                variant.storedAt(),
                variant.expiresAt(),
                variant.lastAccessedAt(),
                includesUrl ? variant.url() : null);
    }

    @Override
    public List<StoredVariant> storings() {
        return List.of(this);
    }

    @Override
    public StoredVariant withoutAddresses() {
        return new StoredVariant(
                connection,
                mediaId,
                type,
                duration,
                label,
                quality,
                contentType,
                sizeBytes,
                accessCount,
                createdAt,
                storedAt,
                expiresAt,
                lastAccessedAt,
                null);
    }

    @Override
    public String shown() {
        return mediaId + "/" + label;
    }

    /** Leaves connection and address out: a message body may end up in a log line. */
    @Override
    public String toString() {
        return "StoredVariant[" + mediaId + "/" + label + "@" + storedAt + "]";
    }
}
