package io.vaultmedia.sandbox.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The simulated vault of one connection. Items are listed in the order in which they were first added. Tests move
 * variants through their states ({@code pending}, {@code storing}, {@code stored}, {@code removed}, and {@code stored}
 * again). If no time is given, the simulator's clock gives it.
 *
 * <p>Thread safe. Each call is atomic, and so is each page.
 */
public final class Vault {
    private final String connectionId;
    private final Clock clock;
    private final SampleMedia samples;
    private final VaultRows rows = new VaultRows();
    private long nextId;
    private boolean strips;
    private boolean filtersAfterPaging;

    Vault(String connectionId, Clock clock) {
        this.connectionId = connectionId;
        this.clock = clock;
        this.samples = new SampleMedia(connectionId);
    }

    public String connectionId() {
        return connectionId;
    }

    /** Adds an item as it is, or replaces the one with its id. */
    public synchronized void put(VaultItem item) {
        rows.put(item);
    }

    /** Adds a new item of this type with a fresh media id, its variants {@code pending}. */
    public synchronized VaultItem observe(MediaType type, String... labels) {
        return observe(freshId(), type, clock.instant(), labels);
    }

    /**
     * Adds {@code pending} variants to this item, first observed at the given time. Creates the item if it does not
     * exist.
     */
    public synchronized VaultItem observe(String mediaId, MediaType type, Instant createdAt, String... labels) {
        VaultItem item = item(mediaId).orElseGet(() -> samples.item(mediaId, type));
        for (String label : labels) {
            item = item.with(samples.pending(item, label, createdAt.toEpochMilli()));
        }
        rows.put(item);
        return item;
    }

    /** Moves a variant to {@code storing}. Adds it first if it does not exist. */
    public VaultItem storing(String mediaId, String label) {
        return change(mediaId, label, variant -> variant.unstored(VariantStatus.STORING));
    }

    /** Moves a variant to {@code stored}, now; see {@link #store(String, String, Instant)}. */
    public VaultItem store(String mediaId, String label) {
        return store(mediaId, label, clock.instant());
    }

    /**
     * Stores a variant at the given time, past or future, even if it is stored already. Adds it first if it does not
     * exist.
     */
    public synchronized VaultItem store(String mediaId, String label, Instant storedAt) {
        VaultItem item = item(mediaId).orElseGet(() -> samples.item(mediaId, samples.type(mediaId)));
        long size = samples.sizeBytes(item, label);
        return change(mediaId, label, variant -> variant.stored(storedAt.toEpochMilli(), size));
    }

    /** Moves a variant to {@code removed}; its item stays listed. */
    public VaultItem remove(String mediaId, String label) {
        return change(mediaId, label, variant -> variant.unstored(VariantStatus.REMOVED));
    }

    /** Counts an access: changes accessCount and lastAccessedAt only. */
    public VaultItem access(String mediaId, String label) {
        return change(mediaId, label, variant -> variant.accessed(clock.millis()));
    }

    /** Removes an item from the list; returns false if there is none. */
    public synchronized boolean removeItem(String mediaId) {
        return rows.remove(mediaId);
    }

    /** Removes all items from the list; {@link #everStored()} still returns their variants. */
    public synchronized void clear() {
        rows.clear();
    }

    /** Adds items whose variants are all stored, one item a second, the last one an hour ago. */
    public void load(int items, String... labels) {
        Duration history = Duration.ofHours(1).plusSeconds(items - 1);
        load(items, clock.instant().minus(history), Duration.ofSeconds(1), labels);
    }

    /**
     * Adds items with stored variants and renders them at once. An item's variants have one time; the items are this
     * far apart.
     */
    public synchronized void load(int items, Instant firstStoredAt, Duration apart, String... labels) {
        for (int n = 0; n < items; n++) {
            String mediaId = freshId();
            long storedAt = firstStoredAt.plus(apart.multipliedBy(n)).toEpochMilli();
            VaultItem item = samples.item(mediaId, samples.type(mediaId));
            for (String label : labels) {
                VaultVariant pending = samples.pending(item, label, storedAt - 100_000);
                item = item.with(pending.stored(storedAt, samples.sizeBytes(item, label)));
            }
            rows.put(item).json();
        }
    }

    public synchronized Optional<VaultItem> item(String mediaId) {
        return Optional.ofNullable(rows.get(mediaId));
    }

    /** Returns a copy of all items, in the order of insertion. */
    public synchronized List<VaultItem> items() {
        return rows.inOrder().stream().map(VaultRow::item).toList();
    }

    public synchronized int size() {
        return rows.inOrder().size();
    }

    /** Returns a copy of everything that was ever stored here, removed or not. */
    public synchronized Set<StoredVariant> everStored() {
        return Set.copyOf(rows.everStored());
    }

    /** Sets whether listed items omit variants that do not match. By default they carry all variants. */
    public synchronized void stripNonMatchingVariants(boolean strip) {
        strips = strip;
    }

    /**
     * Sets whether direct paging filters after it has cut the page, so that pages are short or empty. By default it
     * filters before.
     */
    public synchronized void filterAfterPaging(boolean after) {
        filtersAfterPaging = after;
    }

    synchronized VaultPage page(VaultQuery query) {
        Pager pager = new Pager(rows, query, row -> strips ? ItemJson.render(row.item(), query::matches) : row.json());
        return filtersAfterPaging && !query.isScanned() ? pager.unfilledPage() : pager.page();
    }

    private synchronized VaultItem change(String mediaId, String label, UnaryOperator<VaultVariant> change) {
        VaultItem item = item(mediaId).orElseGet(() -> samples.item(mediaId, samples.type(mediaId)));
        VaultVariant variant = item.media().get(label);
        VaultVariant known = variant == null ? samples.pending(item, label, clock.millis()) : variant;
        VaultItem changed = item.with(change.apply(known));
        rows.put(changed);
        return changed;
    }

    private String freshId() {
        return samples.id(nextId++);
    }
}
