package io.vaultmedia.api;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.utils.DateUtils;

/**
 * What the API answered to one request, but for its body. Of its headers only those are looked at that have a name here.
 *
 * @param headers as Camel keeps them: names in any case; more than one value in a list
 */
public record ApiAnswer(Map<String, Object> headers) {

    static final String DATE = "Date";
    static final String RETRY_AFTER = "Retry-After";
    static final String RATE_LIMIT_RESET = "X-RateLimit-Reset";

    private static final String STATUS = "CamelHttpResponseCode";

    /** The headers that an answer is asked for; its status comes from elsewhere. */
    public static Set<String> headerNames() {
        Set<String> names = new LinkedHashSet<>(CacheSigns.headerNames());
        names.addAll(Set.of(DATE, RETRY_AFTER, RATE_LIMIT_RESET));
        return names;
    }

    /** The HTTP status; no header of the API can take its place. 0 where there is none. */
    int status() {
        return headers.get(STATUS) instanceof Integer status ? status : 0;
    }

    /** The header's value, or its values with commas between them; null if there is none. */
    String header(String name) {
        Object value = headers.get(name);
        if (value instanceof Collection<?> values) {
            return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        return value == null ? null : value.toString().strip();
    }

    /** The API's own time when it answered, or null where it told none. */
    Instant date() {
        return parseDate(header(DATE));
    }

    /** A time in a form of RFC 9110 that names its zone, or null where it is in none of them. */
    static Instant parseDate(String value) {
        return value == null ? null : DateUtils.parseStandardDate(value);
    }
}
