package io.vaultmedia.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.media.MediaFilter;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanPlan;
import io.vaultmedia.scan.ScanState;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaQueryTest {

    private static final Instant FROM = Instant.parse("2026-06-07T12:00:00.123Z");

    @Test
    void asksABackfillInTheApisOwnOrder() {
        assertThat(query(null, null, MediaFilter.ALL)).isEqualTo("status=stored&limit=100");
    }

    @Test
    void asksAnIncrementalScanOldestFirst() {
        assertThat(new MediaQuery(FROM, null, MediaFilter.ALL, 7, "14").toQueryString())
                .isEqualTo(
                        "status=stored&sort=cachedAt_asc&cachedAtFrom=2026-06-07T12%3A00%3A00.123Z&limit=7&cursor=14");
    }

    @Test
    void asksForAWindowByBothItsEnds() {
        assertThat(query(FROM, FROM.plusSeconds(60), MediaFilter.ALL))
                .isEqualTo("status=stored&sort=cachedAt_asc&cachedAtFrom=2026-06-07T12%3A00%3A00.123Z"
                        + "&cachedAtTo=2026-06-07T12%3A01%3A00.123Z&limit=100");
    }

    @Test
    void sendsTheOnlyTypeAndContentTypeOfItsFilter() {
        MediaFilter filter = filter(Set.of("video"), Set.of("video/mp4"), null, null);

        assertThat(query(null, null, filter)).isEqualTo("status=stored&type=video&contentType=video%2Fmp4&limit=100");
    }

    @Test
    void sendsNoneOfSeveralTypes() {
        MediaFilter filter = filter(Set.of("video", "image"), Set.of("video/mp4", "image/png"), null, null);

        assertThat(query(null, null, filter)).isEqualTo("status=stored&limit=100");
    }

    /** Without a date, they would disable the API's direct cursor paging. */
    @Test
    void sendsBoundsOfTheDurationOnlyWhereTheApiScansAnyway() {
        MediaFilter filter = filter(Set.of(), Set.of(), new BigDecimal("1E+1"), new BigDecimal("120.5"));

        assertThat(query(null, null, filter)).isEqualTo("status=stored&limit=100");
        assertThat(query(FROM, null, filter)).contains("&durationMin=10&durationMax=120.5&");
    }

    @Test
    void neverSendsLabels() {
        MediaFilter filter = new MediaFilter(Set.of(), Set.of(), Set.of("full"), null, null);

        assertThat(query(FROM, null, filter)).doesNotContain("full", "label");
    }

    /** It is asked whether something is still there, not whether it is wanted. */
    @Test
    void sendsNoFilterWithAWindow() {
        MediaFilter filter = filter(Set.of("video"), Set.of("video/mp4"), BigDecimal.ONE, BigDecimal.TEN);
        Instant to = FROM.plusSeconds(60);

        assertThat(query(FROM, to, filter)).isEqualTo(query(FROM, to, MediaFilter.ALL));
    }

    @Test
    void followsItsScan() throws Exception {
        Scan scan = SampleScans.incremental(new Connection(null, "conn_alice"), FROM);
        scan.paging().follow(new MediaPage(List.of(), "a", null));

        assertThat(MediaQuery.of(scan, 5)).isEqualTo(new MediaQuery(FROM, null, MediaFilter.ALL, 5, "a"));
    }

    @Test
    void takesTheWindowFromItsScansPlanAndTheFilterFromItsConnection() {
        Instant to = FROM.plusSeconds(60);
        MediaFilter filter = filter(Set.of("video"), Set.of(), null, null);
        ConnectionSettings settings =
                new ConnectionSettings(new Connection(null, "conn_alice"), Duration.ofSeconds(60), filter, false);
        Scan scan = new Scan(settings, ScanPlan.recheck(FROM, to), ScanState.NONE, SampleScans.RULES, 0, () -> true);

        assertThat(MediaQuery.of(scan, 5)).isEqualTo(new MediaQuery(FROM, to, filter, 5, null));
    }

    private static String query(Instant from, Instant to, MediaFilter filter) {
        return new MediaQuery(from, to, filter, 100, null).toQueryString();
    }

    private static MediaFilter filter(Set<String> types, Set<String> contentTypes, BigDecimal min, BigDecimal max) {
        return new MediaFilter(types, contentTypes, Set.of(), min, max);
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
        String query = new MediaQuery(null, null, MediaFilter.ALL, 1, cursor).toQueryString();

        String sent = query.substring("status=stored&limit=1&cursor=".length());
        assertThat(sent).matches("[A-Za-z0-9%._*-]*");
        assertThat(URLDecoder.decode(sent, StandardCharsets.UTF_8)).isEqualTo(cursor);
        assertThat(URI.create("http://localhost/?" + query).getQuery())
                .isEqualTo("status=stored&limit=1&cursor=" + cursor);
    }
}
