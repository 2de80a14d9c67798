package io.vaultmedia.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.http.VaultHttpClient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CacheSignsTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Age | 1",
                "Age | 0",
                "age | 3600",
                "Age | soon",
                "X-Cache | HIT",
                "X-Cache | Hit from cloudfront",
                "X-Cache | RefreshHit from cloudfront",
                "X-Cache | TCP_MEM_HIT from a1.deploy.example (AkamaiGHost/1)",
                "X-Cache | MISS, HIT",
                "X-Cache | HIT from squid:3128",
                "X-Cache-Status | STALE",
                "X-Cache-Status | UPDATING",
                "X-Proxy-Cache | hit",
                "CF-Cache-Status | HIT",
                "CF-Cache-Status | REVALIDATED",
                "CDN-Cache | HIT",
                "X-Vercel-Cache | STALE",
                "X-Cache-Hits | 0, 3",
                "X-Varnish | 32770 5",
                "Cache-Status | ExampleCache; hit",
                "Cache-Status | Origin; fwd=uri-miss, \"CDN\" ; hit; ttl=376",
                "Cache-Status | CDN; hit=?1",
                "Warning | 110 anderson/1.3.37 \"Response is stale\"",
                "Warning | 199 - \"x\", 113 - \"Heuristic Expiration\"",
            })
    void admitsToComeFromACache(String name, String value) {
        assertThat(sign(Map.of(name, value))).isEqualToIgnoringCase(name);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Date | Sun, 07 Jun 2026 12:00:00 GMT",
                "X-Cache | MISS",
                "X-Cache | Miss from white-proxy",
                "X-Cache | MISS, MISS",
                "X-Cache | TCP_MISS from a1",
                "X-Cache | HIT-FOR-PASS",
                "X-Cache | Error from cloudfront",
                "X-Cache-Status | BYPASS",
                "X-Cache-Status | EXPIRED",
                "CF-Cache-Status | DYNAMIC",
                "X-Cache-Hits | 0, 0",
                "X-Varnish | 32770",
                "Cache-Status | hit-cache; fwd=miss; stored",
                "Cache-Status | CDN; hit=?0",
                "Warning | 214 - \"Transformation Applied\"",
            })
    void admitsNothing(String name, String value) {
        assertThat(sign(Map.of(name, value))).isNull();
    }

    /** Some caches send it with what they have just fetched. */
    @Test
    void believesAnAgeOfZeroNextToAMiss() {
        assertThat(sign(Map.of("Age", "0", "X-Cache", "MISS, MISS"))).isNull();
        assertThat(sign(Map.of("Age", "0", "X-Cache", "MISS, HIT"))).isEqualTo("X-Cache");
        assertThat(sign(Map.of("Age", "1", "X-Cache", "MISS"))).isEqualTo("Age");
    }

    @Test
    void looksAtEachOfSeveralValues() {
        assertThat(sign(Map.of("X-Cache", List.of("MISS", "HIT")))).isEqualTo("X-Cache");
        assertThat(sign(Map.of("Age", List.of("0", "0"), "X-Cache", "MISS"))).isEqualTo("Age");
    }

    /** {@link VaultHttpClient} lets no other headers through. */
    @Test
    void isToldOfEachHeaderThatItLooksAt() {
        assertThat(ApiAnswer.headerNames())
                .containsAll(CacheSigns.headerNames())
                .contains("Date", "Retry-After");
    }

    private static String sign(Map<String, Object> headers) {
        Map<String, Object> anyCase = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        anyCase.putAll(new LinkedHashMap<>(headers));
        return CacheSigns.of(new ApiAnswer(anyCase));
    }
}
