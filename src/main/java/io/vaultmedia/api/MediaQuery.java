package io.vaultmedia.api;

import io.vaultmedia.media.MediaFilter;
import io.vaultmedia.scan.Scan;
import java.math.BigDecimal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;
import java.util.StringJoiner;

/**
 * What one request asks of {@code GET /v2/vault-plus/media}. It always asks for {@code status=stored}. What passes the
 * filter is decided here again, whatever was asked: so of the filter only that is sent which makes an answer smaller
 * without making it slower. A query with an upper bound looks at what is there, not for news: it sends none of it.
 *
 * @param cachedAtFrom only media stored at or after this instant, oldest first; null for all media in the API's own order,
 *     which keeps its direct cursor paging
 * @param cachedAtTo only media stored at or before this instant, or null
 * @param limit items a page, 1 to 100
 * @param cursor the previous page's {@code nextCursor} as received, or null for the first page
 */
public record MediaQuery(Instant cachedAtFrom, Instant cachedAtTo, MediaFilter filter, int limit, String cursor) {

    /** The page that a scan needs next. */
    static MediaQuery of(Scan scan, int limit) {
        return new MediaQuery(
                scan.plan().from(),
                scan.plan().to(),
                scan.filter(),
                limit,
                scan.paging().cursor());
    }

    /** The query string, each value percent-encoded: a cursor is the API's text and may hold anything. */
    public String toQueryString() {
        StringJoiner query = new StringJoiner("&");
        query.add("status=stored");
        if (cachedAtFrom != null || cachedAtTo != null) {
            query.add("sort=cachedAt_asc");
            add(query, "cachedAtFrom", cachedAtFrom);
            add(query, "cachedAtTo", cachedAtTo);
        }
        if (cachedAtTo == null) {
            addFilter(query);
        }
        query.add("limit=" + limit);
        add(query, "cursor", cursor);
        return query.toString();
    }

    /** The API takes one type and one content type. A bound on the duration alone would cost direct cursor paging. */
    private void addFilter(StringJoiner query) {
        add(query, "type", onlyOne(filter.types()));
        add(query, "contentType", onlyOne(filter.contentTypes()));
        if (cachedAtFrom != null) {
            add(query, "durationMin", plain(filter.durationMin()));
            add(query, "durationMax", plain(filter.durationMax()));
        }
    }

    private static String onlyOne(Set<String> values) {
        return values.size() == 1 ? values.iterator().next() : null;
    }

    private static String plain(BigDecimal seconds) {
        return seconds == null ? null : seconds.toPlainString();
    }

    private static void add(StringJoiner query, String name, Object value) {
        if (value != null) {
            query.add(name + "="
                    + URLEncoder.encode(value.toString(), StandardCharsets.UTF_8)
                            .replace("+", "%20"));
        }
    }
}
