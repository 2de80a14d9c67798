package io.vaultmedia.media;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One answer of {@code GET /v2/vault-plus/media}.
 *
 * @param items what the page lists, in its order
 * @param nextCursor the cursor of the next page, or null on the last one: the only sign that a scan is over
 * @param apiTime the API's own clock when it answered ({@code Date} header, whole seconds), or null if it gave none
 * @param discard releases the memory that is reserved for the page; may be run more than once
 */
public record MediaPage(List<ListedItem> items, String nextCursor, Instant apiTime, Runnable discard) {

    public MediaPage {
        items = List.copyOf(items);
    }

    /** Creates a page for which no memory is reserved. */
    public MediaPage(List<ListedItem> items, String nextCursor, Instant apiTime) {
        this(items, nextCursor, apiTime, MediaPage::nothing);
    }

    private static void nothing() {}

    /** Returns true if this query has more pages. */
    public boolean hasNext() {
        return nextCursor != null;
    }

    /** Returns the items that can be published. */
    public List<MediaItem> mediaItems() {
        return only(MediaItem.class);
    }

    /** Returns the items that cannot be published. */
    public List<InvalidItem> invalidItems() {
        return only(InvalidItem.class);
    }

    private <T extends ListedItem> List<T> only(Class<T> kind) {
        return items.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Returns a hash without the items: Camel computes it each time an expression in a route uses the page. */
    @Override
    public int hashCode() {
        return Objects.hash(items.size(), nextCursor, apiTime);
    }

    /** Omits items and cursor, which are the API's text and may be secret. */
    @Override
    public String toString() {
        return "MediaPage[" + items.size() + " items" + (hasNext() ? ", more" : ", last") + "]";
    }
}
