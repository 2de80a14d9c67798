package io.vaultmedia.api;

import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.hc.client5.http.utils.DateUtils;

/**
 * The head of one answer of the API: its status and the headers in {@link #headerNames}.
 *
 * @param headers as Camel keeps them: names in any case, several values as a list
 */
public record ApiAnswer(Map<String, Object> headers) {

    static final String DATE = "Date";
    static final String RETRY_AFTER = "Retry-After";
    static final String RATE_LIMIT_RESET = "X-RateLimit-Reset";

    private static final String STATUS = "CamelHttpResponseCode";

    /** Returns the headers that are read. */
    public static Set<String> headerNames() {
        Set<String> names = new LinkedHashSet<>(CacheSigns.headerNames());
        names.addAll(Set.of(DATE, RETRY_AFTER, RATE_LIMIT_RESET));
        return names;
    }

    /** Returns the HTTP status, which no header of the API can replace; 0 if there is none. */
    int status() {
        return headers.get(STATUS) instanceof Integer status ? status : 0;
    }

    /** Returns the header's value, or its values separated by commas; null if there is none. */
    String header(String name) {
        Object value = headers.get(name);
        if (value instanceof Collection<?> values) {
            return values.stream().map(String::valueOf).collect(Collectors.joining(", "));
        }
        return value == null ? null : value.toString().strip();
    }

    /** Returns the API's time when it answered, or null if the answer has none. */
    Instant date() {
        return parseDate(header(DATE));
    }

    /** Parses a date in a form of RFC 9110; returns null if it is in none of these forms. */
    static Instant parseDate(String value) {
        return value == null ? null : DateUtils.parseStandardDate(value);
    }
}
