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
 * The query of one {@code GET /v2/vault-plus/media}. It always has {@code status=stored}. The filter is applied to the answer
 * in any case, so a query contains only the parts of the filter that make the answer smaller and not slower. A query with an
 * upper bound checks what exists and contains no part of the filter.
 *
 * @param cachedAtFrom only media stored at or after this instant, oldest first; null for all media in the API's own order,
 *     which keeps its direct cursor paging
 * @param cachedAtTo only media stored at or before this instant, or null
 * @param limit items a page, 1 to 100
 * @param cursor the previous page's {@code nextCursor} as received, or null for the first page
 */
public record MediaQuery(Instant cachedAtFrom, Instant cachedAtTo, MediaFilter filter, int limit, String cursor) {

    /** Returns the query for the next page of a scan. */
    static MediaQuery of(Scan scan, int limit) {
        return new MediaQuery(
                scan.plan().from(),
                scan.plan().to(),
                scan.filter(),
                limit,
                scan.paging().cursor());
    }

    /** Returns the query string. Each value is percent-encoded: a cursor is the API's text and may contain anything. */
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

    /** The API accepts one type and one content type. A bound on the duration alone would disable direct cursor paging. */
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
