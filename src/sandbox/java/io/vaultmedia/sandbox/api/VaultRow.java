package io.vaultmedia.sandbox.api;

/**
 * An item's row in a vault: its current value, its order of insertion, and its rendered JSON, cached until the item
 * changes.
 *
 * <p>Not thread safe: its vault guards it.
 */
final class VaultRow {
    private final long sequence;
    private VaultItem item;
    private long newestStoredAt;
    private byte[] json;

    VaultRow(long sequence, VaultItem item) {
        this.sequence = sequence;
        replace(item);
    }

    void replace(VaultItem changed) {
        item = changed;
        json = null;
        newestStoredAt = 0;
        for (VaultVariant variant : changed.media().values()) {
            if (variant.isStored()) {
                newestStoredAt = Math.max(newestStoredAt, variant.storedAt());
            }
        }
    }

    long sequence() {
        return sequence;
    }

    VaultItem item() {
        return item;
    }

    /** The newest storedAt of all variants; 0 when none is stored. */
    long newestStoredAt() {
        return newestStoredAt;
    }

    /** The bytes are shared: read only. */
    byte[] json() {
        if (json == null) {
            json = ItemJson.render(item, variant -> true);
        }
        return json;
    }
}
