package io.vaultmedia.api;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaVariant;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Parses one media item from a parser that stands at its first token. Unknown fields are passed over, as are the fields of
 * variants that are not stored; what will be published must be as the API's contract says. One instance for one item.
 */
final class MediaItemParser {

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
                case "id" -> id = text("id");
                case "type" -> type = text("type");
                case "duration" -> duration = in.currentToken() == JsonToken.VALUE_NULL ? null : number("duration");
                case "media" -> variants = parseVariants();
                default -> in.skipChildren();
            }
        }
        require(id != null && !id.isEmpty(), "id is missing");
        require(type != null, "type is missing");
        require(variants != null, "media is missing");
        return new MediaItem(id, type, duration, variants);
    }

    private List<MediaVariant> parseVariants() throws IOException, WrongShapeException {
        require(in.currentToken() == JsonToken.START_OBJECT, "media is not an object");
        List<MediaVariant> variants = new ArrayList<>(4);
        while (in.nextToken() == JsonToken.FIELD_NAME) {
            String label = in.currentName();
            in.nextToken();
            require(in.currentToken() == JsonToken.START_OBJECT, "a variant is not an object");
            variants.add(new MediaVariantParser(in).parse(label));
        }
        return variants;
    }

    private String text(String field) throws IOException, WrongShapeException {
        require(in.currentToken() == JsonToken.VALUE_STRING, field + " is not a string");
        return in.getText();
    }

    private Number number(String field) throws IOException, WrongShapeException {
        require(in.currentToken().isNumeric(), field + " is not a number");
        require(Double.isFinite(in.getDoubleValue()), field + " is out of range");
        return in.getNumberValue();
    }

    private static void require(boolean condition, String otherwise) throws WrongShapeException {
        if (!condition) {
            throw new WrongShapeException(otherwise);
        }
    }
}
