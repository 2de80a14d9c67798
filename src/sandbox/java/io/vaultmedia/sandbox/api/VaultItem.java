package io.vaultmedia.sandbox.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One media item as the API shows it, with all of its variants.
 *
 * <p>Immutable.
 *
 * @param id the raw media id
 * @param duration in seconds, or null for images
 * @param media the variants by label, in the order in which they were first observed
 */
public record VaultItem(String id, MediaType type, Double duration, Map<String, VaultVariant> media) {

    /** Copies the variants, so that they are immutable. */
    public VaultItem {
        media = Collections.unmodifiableMap(new LinkedHashMap<>(media));
    }

    /** Returns this item with the variant added, or replacing the one with the same label. */
    public VaultItem with(VaultVariant variant) {
        Map<String, VaultVariant> changed = new LinkedHashMap<>(media);
        changed.put(variant.quality(), variant);
        return new VaultItem(id, type, duration, changed);
    }
}
