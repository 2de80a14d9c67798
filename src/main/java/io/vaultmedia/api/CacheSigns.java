package io.vaultmedia.api;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Decides whether an answer says that it comes from a cache. A cache whose key is the URL answers one connection with the page
 * of another, since only a header distinguishes them.
 *
 * <p>By RFC 9111, an answer with an {@code Age} was not generated for its request. Some caches add {@code Age: 0} to an answer
 * that they have just fetched, so such an answer is accepted if another header says that it was a miss. Stateless.
 */
final class CacheSigns {

    private static final String AGE = "Age";
    private static final String CACHE_STATUS = "Cache-Status";
    private static final String WARNING = "Warning";
    private static final String VARNISH = "X-Varnish";
    private static final String HITS = "X-Cache-Hits";

    /** Their values begin with a word such as HIT, MISS or BYPASS; several caches give several values with commas. */
    private static final List<String> WORDS =
            List.of("X-Cache", "X-Cache-Status", "X-Proxy-Cache", "CF-Cache-Status", "CDN-Cache", "X-Vercel-Cache");

    private static final Pattern HIT =
            Pattern.compile("(\\w*[_-])?(refresh)?(hit(?!-for)|stale|updating|revalidated)\\b.*");

    /** Codes of RFC 7234, still in use: 110 stale, 111 revalidation failed, 112 disconnected, 113 heuristic expiration. */
    private static final Pattern STALE = Pattern.compile("11[0-3]\\b.*");

    private static final Pattern HIT_PARAMETER = Pattern.compile(".*;\\s*hit\\s*(=\\s*\\?1\\s*)?(;.*)?");
    private static final Pattern NOT_ZERO = Pattern.compile("0*[1-9]\\d*");
    private static final Pattern ZERO = Pattern.compile("0+");

    /** The id of this request, and of the request whose answer was stored. */
    private static final Pattern TWO_NUMBERS = Pattern.compile("\\d+\\s+\\d+");

    private CacheSigns() {}

    /** Returns the headers that are read. */
    static Set<String> headerNames() {
        Set<String> names = new LinkedHashSet<>(WORDS);
        names.addAll(List.of(AGE, CACHE_STATUS, WARNING, VARNISH, HITS));
        return names;
    }

    /** Returns the name of the header that says so, or null if none does. */
    static String of(ApiAnswer answer) {
        for (String name : WORDS) {
            if (any(answer, name, HIT)) {
                return name;
            }
        }
        if (any(answer, CACHE_STATUS, HIT_PARAMETER)) {
            return CACHE_STATUS;
        }
        if (any(answer, HITS, NOT_ZERO)) {
            return HITS;
        }
        if (any(answer, VARNISH, TWO_NUMBERS)) {
            return VARNISH;
        }
        if (any(answer, WARNING, STALE)) {
            return WARNING;
        }
        return answer.header(AGE) == null || isFresh(answer) ? null : AGE;
    }

    private static boolean isFresh(ApiAnswer answer) {
        boolean saysMiss = Stream.concat(WORDS.stream(), Stream.of(CACHE_STATUS, HITS))
                .anyMatch(name -> answer.header(name) != null);
        return saysMiss && ZERO.matcher(answer.header(AGE)).matches();
    }

    private static boolean any(ApiAnswer answer, String name, Pattern sign) {
        String value = answer.header(name);
        return value != null
                && Stream.of(value.toLowerCase(Locale.ROOT).split(","))
                        .anyMatch(member -> sign.matcher(member.strip()).matches());
    }
}
