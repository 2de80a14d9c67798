package io.vaultmedia.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vaultmedia.media.MediaVariant;
import java.io.IOException;

/**
 * Parses one variant from a parser at the variant's first token. The fields of a variant that is not stored may be missing or
 * wrong. One instance for one variant.
 */
final class MediaVariantParser {

    private static final double LARGEST_EXACT = 1L << 53;
    private static final int SHOWN_LABEL = 40;

    private final JsonParser in;
    private String problem;
    private String status;
    private String quality;
    private String contentType;
    private String url;
    private Long sizeBytes;
    private Long accessCount;
    private Long createdAt;
    private Long expiresAt;
    private Long storedAt;
    private Long lastAccessedAt;

    MediaVariantParser(JsonParser in) {
        this.in = in;
    }

    MediaVariant parse(String label) throws IOException, WrongShapeException {
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            parseField(field);
        }
        if (status == null) {
            throw wrong(label, problem == null ? "status is missing" : problem);
        }
        if (MediaVariant.STORED.equals(status)) {
            requireComplete(label);
        }
        return new MediaVariant(
                label,
                status,
                quality,
                contentType,
                orZero(sizeBytes),
                orZero(accessCount),
                orZero(createdAt),
                storedAt,
                orZero(expiresAt),
                orZero(lastAccessedAt),
                url);
    }

    private void parseField(String field) throws IOException {
        switch (field) {
            case "status" -> status = text(field);
            case "quality" -> quality = text(field);
            case "contentType" -> contentType = text(field);
            case "url" -> url = text(field);
            case "sizeBytes" -> sizeBytes = number(field);
            case "accessCount" -> accessCount = number(field);
            case "createdAt" -> createdAt = number(field);
            case "expiresAt" -> expiresAt = number(field);
            case "storedAt" -> storedAt = in.currentToken() == JsonToken.VALUE_NULL ? null : number(field);
            case "lastAccessedAt" -> lastAccessedAt = number(field);
            default -> in.skipChildren();
        }
    }

    private void requireComplete(String label) throws WrongShapeException {
        if (problem != null) {
            throw wrong(label, problem);
        }
        requireSet(label, "quality", quality);
        requireSet(label, "contentType", contentType);
        requireSet(label, "url", url);
        requireSet(label, "sizeBytes", sizeBytes);
        requireSet(label, "accessCount", accessCount);
        requireSet(label, "createdAt", createdAt);
        requireSet(label, "expiresAt", expiresAt);
        requireSet(label, "lastAccessedAt", lastAccessedAt);
        String wrong = storedAt == null ? null : StoredTime.problemOf(storedAt);
        if (wrong != null) {
            throw wrong(label, "storedAt is " + wrong);
        }
    }

    private static void requireSet(String label, String field, Object value) throws WrongShapeException {
        if (value == null) {
            throw wrong(label, field + " is missing");
        }
    }

    private static WrongShapeException wrong(String label, String what) {
        return new WrongShapeException("media." + JsonText.shorten(label, SHOWN_LABEL) + "." + what);
    }

    private String text(String field) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            refuse(field + " is not a string");
            return null;
        }
        String text = in.getText();
        if (!JsonText.isWhole(text)) {
            refuse(field + " holds half a character");
        }
        return text;
    }

    /** The contract says number, not integer. A fraction is cut off; a number that no long can hold exactly is refused. */
    private Long number(String field) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_NUMBER_INT
                && in.getNumberType() != JsonParser.NumberType.BIG_INTEGER) {
            return in.getLongValue();
        }
        if (in.currentToken() == JsonToken.VALUE_NUMBER_FLOAT && Math.abs(in.getDoubleValue()) < LARGEST_EXACT) {
            return (long) in.getDoubleValue();
        }
        refuse(field + " is not a number");
        return null;
    }

    private void refuse(String what) throws IOException {
        in.skipChildren();
        if (problem == null) {
            problem = what;
        }
    }

    private static long orZero(Long value) {
        return value == null ? 0 : value;
    }
}
