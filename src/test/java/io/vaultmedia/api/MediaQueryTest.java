package io.vaultmedia.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.media.MediaPage;
import io.vaultmedia.scan.Connection;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaQueryTest {

    @Test
    void asksABackfillInTheApisOwnOrder() {
        assertThat(new MediaQuery(null, 100, null).toQueryString()).isEqualTo("status=stored&limit=100");
    }

    @Test
    void asksAnIncrementalScanOldestFirst() {
        Instant from = Instant.parse("2026-06-07T12:00:00.123Z");

        assertThat(new MediaQuery(from, 7, "14").toQueryString())
                .isEqualTo(
                        "status=stored&sort=cachedAt_asc&cachedAtFrom=2026-06-07T12%3A00%3A00.123Z&limit=7&cursor=14");
    }

    @Test
    void followsItsScan() throws Exception {
        Instant from = Instant.parse("2026-06-07T12:00:00Z");
        Scan scan = SampleScans.incremental(new Connection(null, "conn_alice"), from);
        scan.paging().follow(new MediaPage(List.of(), "a", null));

        assertThat(MediaQuery.of(scan, 5)).isEqualTo(new MediaQuery(from, 5, "a"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "+",
                "a+b c",
                "&limit=1",
                "=",
                "%",
                "%41",
                "#x",
                "?",
                "/../",
                "{{vault.api.key}}",
                "${body}",
                "a\r\nX: y",
                "ä😀\u0000",
                "'\"<>\\^`|~*",
                "RAW(x)",
                "$simple{body}"
            })
    void carriesAnyCursorUnharmed(String cursor) {
        String query = new MediaQuery(null, 1, cursor).toQueryString();

        String sent = query.substring("status=stored&limit=1&cursor=".length());
        assertThat(sent).matches("[A-Za-z0-9%._*-]*");
        assertThat(URLDecoder.decode(sent, StandardCharsets.UTF_8)).isEqualTo(cursor);
        assertThat(URI.create("http://localhost/?" + query).getQuery())
                .isEqualTo("status=stored&limit=1&cursor=" + cursor);
    }
}
