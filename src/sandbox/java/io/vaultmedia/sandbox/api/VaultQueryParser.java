package io.vaultmedia.sandbox.api;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.temporal.TemporalAccessor;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * Reads the media endpoint's query parameters. It is stricter than the contract in one point: it refuses unknown
 * parameters, so that a misspelt one is noticed.
 *
 * <p>For one query and one thread.
 */
final class VaultQueryParser {
    private static final Set<String> NAMES = Set.of(
            "status",
            "type",
            "contentType",
            "durationMin",
            "durationMax",
            "createdAtFrom",
            "createdAtTo",
            "cachedAtFrom",
            "cachedAtTo",
            "limit",
            "cursor",
            "sort");
    private static final int MAX_LIMIT = 100;

    private final Map<String, String> parameters;

    private VaultQueryParser(Map<String, String> parameters) {
        this.parameters = parameters;
    }

    static VaultQuery parse(Map<String, String> parameters) throws InvalidQueryException {
        for (String name : parameters.keySet()) {
            if (!NAMES.contains(name)) {
                throw new InvalidQueryException("Unknown query parameter: " + name);
            }
        }
        return new VaultQueryParser(parameters).query();
    }

    private VaultQuery query() throws InvalidQueryException {
        return new VaultQuery(
                oneOf("status", VariantStatus.values(), VariantStatus::wireName),
                oneOf("type", MediaType.values(), MediaType::wireName),
                parameters.get("contentType"),
                number("durationMin"),
                number("durationMax"),
                new TimeRange(time("createdAtFrom"), time("createdAtTo")),
                new TimeRange(time("cachedAtFrom"), time("cachedAtTo")),
                limit(),
                cursor(),
                oneOf("sort", SortOrder.values(), SortOrder::wireName));
    }

    private <T> T oneOf(String name, T[] values, Function<T, String> wireName) throws InvalidQueryException {
        String text = parameters.get(name);
        if (text == null) {
            return null;
        }
        return Arrays.stream(values)
                .filter(value -> wireName.apply(value).equals(text))
                .findFirst()
                .orElseThrow(() -> invalid(name));
    }

    /** The contract calls the durations nullable: an empty one counts as absent. */
    private Double number(String name) throws InvalidQueryException {
        String text = parameters.get(name);
        if (text == null || text.isEmpty()) {
            return null;
        }
        try {
            return new BigDecimal(text).doubleValue();
        } catch (NumberFormatException e) {
            throw invalid(name);
        }
    }

    private Long time(String name) throws InvalidQueryException {
        String text = parameters.get(name);
        if (text == null) {
            return null;
        }
        try {
            return text.contains("T")
                    ? dateTime(text).toEpochMilli()
                    : date(text).toEpochMilli();
        } catch (DateTimeParseException | ArithmeticException e) {
            throw invalid(name);
        }
    }

    private static Instant date(String text) {
        return LocalDate.parse(text).atStartOfDay().toInstant(ZoneOffset.UTC);
    }

    private static Instant dateTime(String text) {
        TemporalAccessor time =
                DateTimeFormatter.ISO_DATE_TIME.parseBest(text, OffsetDateTime::from, LocalDateTime::from);
        return time instanceof OffsetDateTime offset
                ? offset.toInstant()
                : ((LocalDateTime) time).toInstant(ZoneOffset.UTC);
    }

    private int limit() throws InvalidQueryException {
        Double limit = number("limit");
        if (limit == null) {
            return MAX_LIMIT;
        }
        if (limit < 1 || limit > MAX_LIMIT) {
            throw invalid("limit");
        }
        return limit.intValue();
    }

    private int cursor() throws InvalidQueryException {
        String text = parameters.getOrDefault("cursor", "0");
        if (!text.matches("\\d{1,9}")) {
            throw invalid("cursor");
        }
        return Integer.parseInt(text);
    }

    private static InvalidQueryException invalid(String name) {
        return new InvalidQueryException("Invalid query parameter: " + name);
    }
}
