package io.vaultmedia.api;

import io.vaultmedia.scan.Scan;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.StringJoiner;

/**
 * What one request asks of {@code GET /v2/vault-plus/media}. It always asks for {@code status=stored}.
 *
 * @param cachedAtFrom only media stored at or after this instant, oldest first; null for all media in the API's own order,
 *     which keeps its direct cursor paging
 * @param limit items a page, 1 to 100
 * @param cursor the previous page's {@code nextCursor} as received, or null for the first page
 */
public record MediaQuery(Instant cachedAtFrom, int limit, String cursor) {

    /** The page that a scan needs next. */
    static MediaQuery of(Scan scan, int limit) {
        return new MediaQuery(scan.plan().from(), limit, scan.paging().cursor());
    }

    /** The query string, each value percent-encoded: a cursor is the API's text and may hold anything. */
    public String toQueryString() {
        StringJoiner query = new StringJoiner("&");
        query.add("status=stored");
        if (cachedAtFrom != null) {
            query.add("sort=cachedAt_asc");
            query.add("cachedAtFrom=" + encode(cachedAtFrom.toString()));
        }
        query.add("limit=" + limit);
        if (cursor != null) {
            query.add("cursor=" + encode(cursor));
        }
        return query.toString();
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
