package io.vaultmedia.sandbox.api;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The rows of a vault in the order of insertion, found by media id and indexed by storedAt, and the list of everything
 * that was ever stored.
 *
 * <p>Not thread safe: its vault guards it.
 */
final class VaultRows {
    private final List<VaultRow> rows = new ArrayList<>();
    private final Map<String, VaultRow> byId = new HashMap<>();
    private final CachedAtIndex byCachedAt = new CachedAtIndex();
    private final Set<StoredVariant> everStored = new HashSet<>();
    private long nextSequence;

    VaultRow put(VaultItem item) {
        VaultRow row = byId.get(item.id());
        if (row == null) {
            row = new VaultRow(nextSequence++, item);
            rows.add(row);
            byId.put(item.id(), row);
        } else {
            byCachedAt.remove(row);
            row.replace(item);
        }
        byCachedAt.add(row);
        remember(item);
        return row;
    }

    VaultItem get(String mediaId) {
        VaultRow row = byId.get(mediaId);
        return row == null ? null : row.item();
    }

    boolean remove(String mediaId) {
        VaultRow row = byId.remove(mediaId);
        if (row == null) {
            return false;
        }
        byCachedAt.remove(row);
        rows.remove(position(row));
        return true;
    }

    void clear() {
        rows.clear();
        byId.clear();
        byCachedAt.clear();
    }

    /** In the order of insertion; read only. */
    List<VaultRow> inOrder() {
        return Collections.unmodifiableList(rows);
    }

    CachedAtIndex byCachedAt() {
        return byCachedAt;
    }

    Set<StoredVariant> everStored() {
        return everStored;
    }

    /** Rows are in the order of their sequence, so a binary search finds their place. */
    private int position(VaultRow row) {
        int low = 0;
        int high = rows.size() - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows.get(middle).sequence() < row.sequence()) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private void remember(VaultItem item) {
        item.media().forEach((label, variant) -> {
            if (variant.isStored()) {
                everStored.add(new StoredVariant(item.id(), label, variant.storedAt()));
            }
        });
    }
}
