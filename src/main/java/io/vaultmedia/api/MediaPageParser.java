package io.vaultmedia.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.vaultmedia.api.ApiException.Kind;
import io.vaultmedia.media.InvalidItem;
import io.vaultmedia.media.ListedItem;
import io.vaultmedia.media.MediaPage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Parses a page's JSON in one pass over its bytes. An entry of another shape becomes an {@link InvalidItem} with exactly
 * the bytes it came as; only a page of another shape, or broken JSON, fails as a whole. Thread safe.
 */
final class MediaPageParser {

    /** Deeper than anything sensible; each level costs memory. */
    private static final int MAX_DEPTH = 20_000;

    /** A page is bounded as a whole: Jackson's own limits would take a page along with one strange entry. */
    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** Parses one page, which is that many of the bytes; its time is asked for once it is clear that it is one. */
    MediaPage parse(byte[] body, int size, Supplier<Instant> apiTime) throws IOException, ApiException {
        List<ListedItem> items = null;
        String nextCursor = null;
        try (JsonParser in = json.createParser(body, 0, size)) {
            requireJson(in);
            require(in.currentToken() == JsonToken.START_OBJECT, "is not a JSON object");
            while (in.nextToken() == JsonToken.FIELD_NAME) {
                String field = in.currentName();
                JsonToken value = in.nextToken();
                if ("items".equals(field)) {
                    require(value == JsonToken.START_ARRAY, "has an \"items\" that is not an array");
                    items = parseItems(in, body);
                } else if ("nextCursor".equals(field) && value != JsonToken.VALUE_NULL) {
                    require(value == JsonToken.VALUE_STRING, "has a \"nextCursor\" that is not a string");
                    nextCursor = in.getText();
                } else {
                    in.skipChildren();
                }
            }
            require(in.nextToken() == null, "goes on after its end");
        }
        require(items != null, "has no \"items\"");
        return new MediaPage(items, nextCursor, apiTime.get());
    }

    private List<ListedItem> parseItems(JsonParser in, byte[] body) throws IOException {
        List<ListedItem> items = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            items.add(parseItem(in, body));
        }
        return items;
    }

    private ListedItem parseItem(JsonParser in, byte[] body) throws IOException {
        int start = (int) in.currentTokenLocation().getByteOffset();
        int depth = in.getParsingContext().getNestingDepth();
        boolean nested = in.currentToken().isStructStart();
        try {
            return new MediaItemParser(in).parse();
        } catch (WrongShapeException e) {
            skipToEnd(in, nested, depth);
            int end = (int) in.currentLocation().getByteOffset();
            byte[] received = Arrays.copyOfRange(body, start, end);
            return new InvalidItem(idOf(received), received, e.reason(), e.getMessage());
        }
    }

    /** The id of an entry that could not be parsed as a whole, or null. */
    private String idOf(byte[] entry) throws IOException {
        try (JsonParser in = json.createParser(entry)) {
            boolean object = in.nextToken() == JsonToken.START_OBJECT;
            while (object && in.nextToken() == JsonToken.FIELD_NAME) {
                boolean id = "id".equals(in.currentName());
                if (in.nextToken() == JsonToken.VALUE_STRING && id && in.getTextLength() > 0) {
                    return in.getText();
                }
                in.skipChildren();
            }
        }
        return null;
    }

    /** Goes on to the last token of the entry that began at this depth, wherever within it parsing stopped. */
    private static void skipToEnd(JsonParser in, boolean nested, int depth) throws IOException {
        if (nested) {
            while (!(in.currentToken().isStructEnd() && in.getParsingContext().getNestingDepth() < depth)) {
                in.nextToken();
            }
        } else {
            in.finishToken();
        }
    }

    private static void requireJson(JsonParser in) throws IOException, ApiException {
        if (in.nextToken() == null) {
            throw new ApiException(Kind.NOT_JSON, "the answer is empty");
        }
        if (in.currentTokenLocation().getByteOffset() < 0) {
            throw new ApiException(Kind.NOT_JSON, "the answer is not JSON: it is not UTF-8");
        }
    }

    private static void require(boolean condition, String otherwise) throws ApiException {
        if (!condition) {
            throw new ApiException(Kind.MALFORMED, "the answer is not a page of media: it " + otherwise);
        }
    }
}
