package io.vaultmedia.media;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A media item of a connection's vault with all of its variants, as one page listed it.
 *
 * @param id raw media id, never empty
 * @param type {@code image}, {@code video}, {@code audio}, or a type that the API's contract does not know yet
 * @param duration seconds, or null for media that has none
 * @param variants in the order of the response
 */
public record MediaItem(String id, String type, Number duration, List<MediaVariant> variants) implements ListedItem {

    public MediaItem {
        variants = List.copyOf(variants);
    }

    /** Returns the variants that are stored, oldest first. */
    public List<MediaVariant> stored() {
        List<MediaVariant> stored = new ArrayList<>(variants);
        stored.removeIf(variant -> !variant.isStored());
        stored.sort(Comparator.comparingLong(MediaVariant::storedAt));
        return stored;
    }
}
