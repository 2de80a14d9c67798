package io.vaultmedia.media;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One answer of {@code GET /v2/vault-plus/media}.
 *
 * @param items what the page lists, in its order
 * @param nextCursor the cursor of the next page, or null on the last one: the only sign that a scan is over
 * @param apiTime the API's own clock when it answered ({@code Date} header, whole seconds), or null where it gave none
 */
public record MediaPage(List<ListedItem> items, String nextCursor, Instant apiTime) {

    public MediaPage {
        items = List.copyOf(items);
    }

    /** True where the API has more pages of this query. */
    public boolean hasNext() {
        return nextCursor != null;
    }

    /** Those of the items that can be published. */
    public List<MediaItem> mediaItems() {
        return only(MediaItem.class);
    }

    /** Those of the items that cannot. */
    public List<InvalidItem> invalidItems() {
        return only(InvalidItem.class);
    }

    private <T extends ListedItem> List<T> only(Class<T> kind) {
        return items.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    /** Of its frame only: Camel asks for it whenever a route's expression asks a page for something. */
    @Override
    public int hashCode() {
        return Objects.hash(items.size(), nextCursor, apiTime);
    }

    /** Leaves items and cursor out: they are the API's words, and may be secret. */
    @Override
    public String toString() {
        return "MediaPage[" + items.size() + " items" + (hasNext() ? ", more" : ", last") + "]";
    }
}
