package io.vaultmedia.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.vaultmedia.api.ApiException.Kind;
import io.vaultmedia.api.PageEntries.Span;
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
 * Parses the JSON of a page in one pass. An entry that is not a media item becomes an {@link InvalidItem} with exactly the
 * bytes that were received. If the page is not valid JSON, its entries are separated by brackets and quotes, and each is
 * parsed on its own: only the entries that are not JSON become invalid. The page fails if its entries cannot be separated,
 * or if it has another shape. Thread safe.
 */
final class MediaPageParser {

    /** Deeper than any sensible page. Each level costs memory. */
    private static final int MAX_DEPTH = 20_000;

    /** The size of a page is bounded elsewhere. With Jackson's own limits, one strange entry would fail its page. */
    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final EntryParser entries = new EntryParser(json);

    /** A page without its time. */
    private record Content(List<ListedItem> items, String nextCursor) {}

    /**
     * Parses one page.
     *
     * @param body its bytes, which may be overwritten
     * @param size how many of the bytes are the page
     * @param apiTime supplies the page's time; called only if this is a page
     * @param discard what the page runs when it is discarded
     */
    MediaPage parse(byte[] body, int size, Supplier<Instant> apiTime, Runnable discard)
            throws IOException, ApiException {
        Content page;
        try {
            page = parseWhole(body, size);
        } catch (JsonProcessingException e) {
            page = parseApart(body, size, e);
        }
        return new MediaPage(page.items(), page.nextCursor(), apiTime.get(), discard);
    }

    private Content parseWhole(byte[] body, int size) throws IOException, ApiException {
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
                } else if ("nextCursor".equals(field)) {
                    nextCursor = cursor(in);
                } else {
                    in.skipChildren();
                }
            }
            require(in.nextToken() == null, "goes on after its end");
        }
        require(items != null, "has no \"items\"");
        return new Content(items, nextCursor);
    }

    /** Returns null for empty text: a request with an empty cursor would fetch the first page again. */
    private static String cursor(JsonParser in) throws IOException, ApiException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        require(in.currentToken() == JsonToken.VALUE_STRING, "has a \"nextCursor\" that is not a string");
        return in.getText().isEmpty() ? null : in.getText();
    }

    /** Parses each entry on its own, then the rest of the page. */
    private Content parseApart(byte[] body, int size, JsonProcessingException broken) throws IOException, ApiException {
        List<Span> spans = PageEntries.of(body, size);
        if (spans.isEmpty()) {
            throw broken;
        }
        List<ListedItem> items = new ArrayList<>(spans.size());
        for (Span span : spans) {
            items.add(entries.parseAlone(body, span, broken));
        }
        Arrays.fill(body, spans.get(0).start(), spans.get(spans.size() - 1).end(), (byte) ' ');
        Content around = parseWhole(body, size);
        if (!around.items().isEmpty()) { // The page has two "items".
            throw broken;
        }
        return new Content(items, around.nextCursor());
    }

    private List<ListedItem> parseItems(JsonParser in, byte[] body) throws IOException {
        List<ListedItem> items = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            items.add(entries.parse(in, body));
        }
        return items;
    }

    private static void requireJson(JsonParser in) throws IOException, ApiException {
        if (in.nextToken() == null) {
            throw new ApiException(Kind.NOT_JSON, "the answer is empty");
        }
        if (!EntryParser.isUtf8(in)) {
            throw new ApiException(Kind.NOT_JSON, "the answer is not JSON: it is not UTF-8");
        }
    }

    private static void require(boolean condition, String otherwise) throws ApiException {
        if (!condition) {
            throw new ApiException(Kind.MALFORMED, "the answer is not a page of media: it " + otherwise);
        }
    }
}
