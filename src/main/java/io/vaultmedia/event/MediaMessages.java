package io.vaultmedia.event;

import io.vaultmedia.media.MediaItem;
import java.util.List;

/** Makes messages of media items: what a host's own steps see, and what records are made of. Immutable. */
public final class MediaMessages {

    private final boolean includesUrl;

    /**
     * Messages with or without the addresses of their content.
     *
     * @param includesUrl {@code vault.publish.url}
     */
    public MediaMessages(boolean includesUrl) {
        this.includesUrl = includesUrl;
    }

    /** Returns the stored variants of a connection's item, oldest first. */
    public List<StoredVariant> variants(String connection, MediaItem item) {
        return item.stored().stream()
                .map(variant -> StoredVariant.of(connection, item, variant, includesUrl))
                .toList();
    }

    /** Returns a message that was made before, perhaps with another setting: without addresses if they are omitted. */
    public StoredMedia again(StoredMedia message) {
        return includesUrl ? message : message.withoutAddresses();
    }

    /** Returns a connection's item with its stored variants; none if no variant is stored. */
    public List<StoredItem> items(String connection, MediaItem item) {
        StoredItem message = StoredItem.of(connection, item, includesUrl);
        return message.variants().isEmpty() ? List.of() : List.of(message);
    }
}
