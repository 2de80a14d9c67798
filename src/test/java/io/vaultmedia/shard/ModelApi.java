package io.vaultmedia.shard;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vaultmedia.media.ListedItem;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.media.MediaVariant;
import java.net.URLDecoder;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * The listing of one vault, as small as it can be: what is there, its pages by offset, and a clock that is moved by hand.
 * Rows that come or go push others over the borders of pages. Not thread safe.
 */
final class ModelApi {

    /** What the contract leaves open: which storedAt makes an item of several variants fit, and sorts it. */
    enum CachedAt {
        /** It fits by any of them, and is sorted by the newest. */
        ANY,
        /** The newest only. */
        NEWEST,
        /** The oldest only: a variant that joins an old item is not found by when it was stored. */
        OLDEST
    }

    private static final class Row {
        private final String id;
        private final Map<String, Long> stored = new LinkedHashMap<>();

        Row(String id) {
            this.id = id;
        }

        LongStream times() {
            return stored.values().stream().filter(Objects::nonNull).mapToLong(time -> time);
        }
    }

    private final List<Row> rows = new ArrayList<>();
    private final Set<String> everStored = new LinkedHashSet<>();
    private final CachedAt cachedAt;
    private final boolean filtersAfterPaging;
    private long now;
    private int added;
    private int changes;

    /**
     * A vault without anything in it.
     *
     * @param filtersAfterPaging where direct paging counts the rows that it then leaves out: pages come short, or empty
     */
    ModelApi(Instant now, CachedAt cachedAt, boolean filtersAfterPaging) {
        this.now = now.toEpochMilli();
        this.cachedAt = cachedAt;
        this.filtersAfterPaging = filtersAfterPaging;
    }

    /** Its time, Unix ms. */
    long now() {
        return now;
    }

    /** The same, as its answers tell it: in whole seconds. */
    Instant time() {
        return Instant.ofEpochMilli(now).truncatedTo(ChronoUnit.SECONDS);
    }

    /** Moves the clock, which may go back. */
    void advance(long millis) {
        now += millis;
    }

    int size() {
        return rows.size();
    }

    /** How often its listing has changed. */
    int changes() {
        return changes;
    }

    /** Adds an item with a pending variant at this place in the API's own order. */
    void add(int place, String label) {
        added++;
        Row row = new Row("m" + added);
        row.stored.put(label, null);
        rows.add(place, row);
        changes++;
    }

    /** Completes the storing of a variant, perhaps once more; at the next free millisecond if it had this one before. */
    String store(int place, String label, long at) {
        Row row = rows.get(place);
        long time = at;
        while (!everStored.add(name(row, label, time))) {
            time++;
        }
        row.stored.put(label, time);
        changes++;
        return name(row, label, time);
    }

    /** Takes an item out. */
    void remove(int place) {
        rows.remove(place);
        changes++;
    }

    /** Makes a variant one that is not stored. */
    void unstore(int place, String label) {
        rows.get(place).stored.put(label, null);
        changes++;
    }

    /** All that was ever stored, each as {@code <media id>/<label>@<storedAt>}. */
    Set<String> everStored() {
        return everStored;
    }

    /** All that is stored now. */
    Set<String> atRest() {
        return atRest(Long.MIN_VALUE);
    }

    /** The most items that have anything stored in one millisecond. */
    long largestTie() {
        return rows.stream()
                .flatMap(row -> row.times().distinct().boxed())
                .collect(Collectors.groupingBy(time -> time, Collectors.counting()))
                .values()
                .stream()
                .mapToLong(count -> count)
                .max()
                .orElse(0);
    }

    /** Of that, what was stored at or after this time, as far as a query for it lists it. */
    Set<String> atRest(long from) {
        Set<String> names = new TreeSet<>();
        rows.stream()
                .filter(row -> deciding(row).anyMatch(time -> time >= from))
                .forEach(row -> {
                    row.stored.forEach((label, time) -> {
                        if (time != null && time >= from) {
                            names.add(name(row, label, time));
                        }
                    });
                });
        return names;
    }

    private static String name(Row row, String label, long time) {
        return row.id + "/" + label + "@" + time;
    }

    /** Answers a query string. Its parameters must be ones that this model knows. */
    MediaPage page(String queryString) {
        Map<String, String> query = new HashMap<>();
        Stream.of(queryString.split("&")).map(pair -> pair.split("=", 2)).forEach(pair -> {
            query.put(pair[0], URLDecoder.decode(pair[1], UTF_8));
        });
        int limit = Integer.parseInt(query.remove("limit"));
        int offset = Integer.parseInt(Objects.requireNonNullElse(query.remove("cursor"), "0"));
        if (!query.remove("status").equals("stored")) {
            throw new IllegalArgumentException(queryString);
        }
        return query.isEmpty() ? direct(offset, limit) : scanned(query, offset, limit);
    }

    private MediaPage direct(int offset, int limit) {
        Predicate<Row> listed = row -> row.times().findAny().isPresent();
        if (!filtersAfterPaging) {
            return fill(rows, listed, offset, limit);
        }
        int end = Math.min(rows.size(), offset + limit);
        MediaPage page = fill(rows.subList(0, end), listed, offset, limit);
        return new MediaPage(page.items(), end < rows.size() ? Integer.toString(end) : null, page.apiTime());
    }

    private MediaPage scanned(Map<String, String> query, int offset, int limit) {
        String to = query.remove("cachedAtTo");
        long from = Instant.parse(query.remove("cachedAtFrom")).toEpochMilli();
        long end = to == null ? Long.MAX_VALUE : Instant.parse(to).toEpochMilli();
        if (!query.equals(Map.of("sort", "cachedAt_asc"))) {
            throw new IllegalArgumentException(query.toString());
        }
        List<Row> sorted = rows.stream()
                .filter(row -> deciding(row).anyMatch(time -> time >= from && time <= end))
                .sorted(Comparator.comparingLong(row -> deciding(row).max().orElseThrow()))
                .toList();
        return fill(sorted, row -> true, offset, limit);
    }

    private LongStream deciding(Row row) {
        return switch (cachedAt) {
            case ANY -> row.times();
            case NEWEST -> row.times().max().stream();
            case OLDEST -> row.times().min().stream();
        };
    }

    private MediaPage fill(List<Row> source, Predicate<Row> listed, int offset, int limit) {
        List<ListedItem> items = new ArrayList<>();
        int behindLast = 0;
        for (int i = offset; i < source.size(); i++) {
            if (listed.test(source.get(i))) {
                if (items.size() == limit) {
                    return page(items, Integer.toString(behindLast));
                }
                items.add(item(source.get(i)));
                behindLast = i + 1;
            }
        }
        return page(items, null);
    }

    private MediaPage page(List<ListedItem> items, String nextCursor) {
        return new MediaPage(items, nextCursor, time());
    }

    private static MediaItem item(Row row) {
        List<MediaVariant> variants = row.stored.entrySet().stream()
                .map(variant -> variant(variant.getKey(), variant.getValue()))
                .toList();
        return new MediaItem(row.id, "image", null, variants);
    }

    private static MediaVariant variant(String label, Long storedAt) {
        String status = storedAt == null ? "pending" : "stored";
        return new MediaVariant(label, status, label, "image/jpeg", 1, 0, 1, storedAt, 2, 1, "https://m.example/x");
    }
}
