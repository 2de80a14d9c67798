package io.vaultmedia.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vaultmedia.media.InvalidItem.Reason;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaVariant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses one media item from a parser at the item's first token. Skips unknown fields. Fields that are published must be as
 * the API's contract says. One instance for one item.
 */
final class MediaItemParser {

    /** A whole number with more digits and a sign is out of the range of a double. */
    private static final int LONGEST_NUMBER = 310;

    /** Characters in the texts of one record. Even with six bytes each, the record fits into Kafka's default of 1 MB. */
    private static final int MAX_TEXT = 128 * 1024;

    private final JsonParser in;

    MediaItemParser(JsonParser in) {
        this.in = in;
    }

    MediaItem parse() throws IOException, WrongShapeException {
        require(in.currentToken() == JsonToken.START_OBJECT, "the item is not an object");
        String id = null;
        String type = null;
        Number duration = null;
        List<MediaVariant> variants = null;
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String field = in.currentName();
            in.nextToken();
            switch (field) {
                case "id" -> id = id();
                case "type" -> type = text("type");
                case "duration" -> duration = in.currentToken() == JsonToken.VALUE_NULL ? null : number("duration");
                case "media" -> variants = parseVariants();
                default -> in.skipChildren();
            }
        }
        require(id != null && !id.isEmpty(), "id is missing");
        require(type != null, "type is missing");
        require(variants != null, "media is missing");
        requireRoom(id.length() + type.length(), variants);
        return new MediaItem(id, type, duration, variants);
    }

    private List<MediaVariant> parseVariants() throws IOException, WrongShapeException {
        require(in.currentToken() == JsonToken.START_OBJECT, "media is not an object");
        Map<String, MediaVariant> variants = new LinkedHashMap<>(8);
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String label = in.currentName();
            in.nextToken();
            require(in.currentToken() == JsonToken.START_OBJECT, "a variant is not an object");
            require(JsonText.isWhole(label), "a label holds half a character");
            variants.put(label, new MediaVariantParser(in).parse(label));
        }
        return new ArrayList<>(variants.values());
    }

    /** A record contains the id and the label three times, in value, key and headers; four is a safe estimate. */
    private static void requireRoom(int itemText, List<MediaVariant> variants) throws WrongShapeException {
        for (MediaVariant v : variants) {
            if (v.isStored()) {
                long text = (long) v.quality().length()
                        + v.contentType().length()
                        + v.url().length();
                if (text + 4L * (itemText + v.label().length()) > MAX_TEXT) {
                    throw new WrongShapeException(Reason.TOO_LARGE, "its record would be larger than Kafka accepts");
                }
            }
        }
    }

    /** Returns true if the token can be an id: text as in the API's contract, or a whole number. */
    static boolean isId(JsonToken token) {
        return token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT;
    }

    private String id() throws IOException, WrongShapeException {
        require(isId(in.currentToken()), "id is neither a string nor a whole number");
        String id = in.getText();
        require(JsonText.isWhole(id), "id holds half a character");
        return id;
    }

    private String text(String field) throws IOException, WrongShapeException {
        require(in.currentToken() == JsonToken.VALUE_STRING, field + " is not a string");
        String text = in.getText();
        require(JsonText.isWhole(text), field + " holds half a character");
        return text;
    }

    private Number number(String field) throws IOException, WrongShapeException {
        require(in.currentToken().isNumeric(), field + " is not a number");
        boolean whole = in.currentToken() == JsonToken.VALUE_NUMBER_INT;
        require(!whole || in.getTextLength() <= LONGEST_NUMBER, field + " is out of range");
        Number number = in.getNumberValue();
        require(Double.isFinite(number.doubleValue()), field + " is out of range");
        return number;
    }

    private static void require(boolean condition, String otherwise) throws WrongShapeException {
        if (!condition) {
            throw new WrongShapeException(otherwise);
        }
    }
}
