package io.vaultmedia.event;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaVariant;
import java.util.List;

/**
 * A media item with its newly stored variants: with {@code vault.publish.granularity=item}, the value of an item's record, and
 * the body of the message that a host's own steps see ({@code vault.variant.via}). Immutable.
 *
 * @param connection the connection's alias, or its id if it has no alias
 * @param mediaId the media item's id
 * @param type {@code image}, {@code video}, {@code audio}, or a type that the API added since
 * @param duration seconds, or null for media that has none
 * @param variants those that are newly stored, the oldest first; at least one
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record StoredItem(
        @JsonProperty("connection") String connection,
        @JsonProperty("mediaId") String mediaId,
        @JsonProperty("type") String type,
        @JsonProperty("duration") Number duration,
        @JsonProperty("variants") List<Variant> variants)
        implements StoredMedia {

    public StoredItem {
        variants = List.copyOf(variants);
    }

    /**
     * A stored variant of the item, with the fields of {@link StoredVariant} that are its own.
     *
     * @param label the name under which the item lists the variant: {@code full}, {@code thumb}, {@code 720}…
     * @param quality the API's own word for the label, usually equal to it
     * @param contentType MIME type
     * @param sizeBytes stored size in bytes
     * @param accessCount how often the variant was observed
     * @param createdAt when Vault+ first observed the variant
     * @param storedAt when storage completed
     * @param expiresAt when {@code url} expires
     * @param lastAccessedAt when the variant was last observed
     * @param url signed address of the content: treat it like a credential; null, and no part of the JSON, with {@code
     *     vault.publish.url=omit}
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Variant(
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
            implements Storing {

        static Variant of(MediaVariant variant, boolean includesUrl) {
            return new Variant(
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

        private Variant withoutAddress() {
            return new Variant(
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

        /** Leaves the address out: a message body may end up in a log line. */
        @Override
        public String toString() {
            return label + "@" + storedAt;
        }
    }

    /** Returns a connection's item with all of its stored variants. */
    static StoredItem of(String connection, MediaItem item, boolean includesUrl) {
        return new StoredItem(
                connection,
                item.id(),
                item.type(),
                item.duration(),
                item.stored().stream()
                        .map(variant -> Variant.of(variant, includesUrl))
                        .toList());
    }

    /** Returns the same item with these of its variants only. */
    public StoredItem with(List<Variant> some) {
        return some.size() == variants.size() ? this : new StoredItem(connection, mediaId, type, duration, some);
    }

    @Override
    public long storedAt() {
        return variants.get(variants.size() - 1).storedAt();
    }

    @Override
    public List<Variant> storings() {
        return variants;
    }

    @Override
    public StoredItem withoutAddresses() {
        List<Variant> without = variants.stream().map(Variant::withoutAddress).toList();
        return new StoredItem(connection, mediaId, type, duration, without);
    }

    @Override
    public String shown() {
        return mediaId;
    }

    /** Leaves connection and addresses out: a message body may end up in a log line. */
    @Override
    public String toString() {
        return "StoredItem[" + mediaId + " " + variants + "]";
    }
}
