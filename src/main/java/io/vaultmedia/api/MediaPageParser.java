package io.vaultmedia.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import io.vaultmedia.api.ApiException.Kind;
import io.vaultmedia.api.PageEntries.Span;
import io.vaultmedia.media.InvalidItem;
import io.vaultmedia.media.InvalidItem.Reason;
import io.vaultmedia.media.ListedItem;
import io.vaultmedia.media.MediaPage;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Parses a page's JSON in one pass over its bytes. An entry that is no media item becomes an {@link InvalidItem} with
 * exactly the bytes it came as. If the page is not JSON, its entries are told apart by their brackets and quotes and parsed
 * one by one: an entry that is not JSON is invalid, too. Only a page of another shape, or one whose entries cannot be told
 * apart, fails as a whole. Thread safe.
 */
final class MediaPageParser {

    /** Deeper than anything sensible; each level costs memory. */
    private static final int MAX_DEPTH = 20_000;

    private static final int LONGEST_NAME = 40;
    private static final int MOST_NAMES = 4;

    /** A page is bounded as a whole: Jackson's own limits would take a page along with one strange entry. */
    private final JsonFactory json = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(MAX_DEPTH)
                    .maxNumberLength(Integer.MAX_VALUE)
                    .maxNameLength(Integer.MAX_VALUE)
                    .maxStringLength(Integer.MAX_VALUE)
                    .build())
            .build();

    private final InvalidEntries invalid = new InvalidEntries(json);

    /** What a page says, apart from its time. */
    private record Content(List<ListedItem> items, String nextCursor) {}

    /**
     * Parses one page, which is that many of the bytes; its time is asked for once it is clear that it is one.
     *
     * @param body may be overwritten
     */
    MediaPage parse(byte[] body, int size, Supplier<Instant> apiTime) throws IOException, ApiException {
        Content page;
        try {
            page = parseWhole(body, size);
        } catch (JsonProcessingException e) {
            page = parseApart(body, size, e);
        }
        return new MediaPage(page.items(), page.nextCursor(), apiTime.get());
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

    /** Empty text is no cursor: a request with it would ask for the first page again. */
    private static String cursor(JsonParser in) throws IOException, ApiException {
        if (in.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        require(in.currentToken() == JsonToken.VALUE_STRING, "has a \"nextCursor\" that is not a string");
        return in.getText().isEmpty() ? null : in.getText();
    }

    /** The entries one by one, then the page around them. */
    private Content parseApart(byte[] body, int size, JsonProcessingException broken) throws IOException, ApiException {
        List<Span> spans = PageEntries.of(body, size);
        if (spans.isEmpty()) {
            throw broken;
        }
        List<ListedItem> items = new ArrayList<>(spans.size());
        for (Span span : spans) {
            items.add(parseAlone(body, span, broken));
        }
        Arrays.fill(body, spans.get(0).start(), spans.get(spans.size() - 1).end(), (byte) ' ');
        Content around = parseWhole(body, size);
        if (!around.items().isEmpty()) { // There are two "items".
            throw broken;
        }
        return new Content(items, around.nextCursor());
    }

    private ListedItem parseAlone(byte[] body, Span span, JsonProcessingException broken) throws IOException {
        byte[] entry = Arrays.copyOfRange(body, span.start(), span.end());
        try (JsonParser in = json.createParser(entry)) {
            try {
                in.nextToken();
                if (isUtf8(in)) {
                    ListedItem item = parseItem(in, entry);
                    if (in.nextToken() == null) {
                        return item;
                    }
                }
            } catch (JsonProcessingException e) {
                // As if it went on after its end.
            }
            if (!PageEntries.isOneEntry(body, span)) {
                throw broken;
            }
            return invalid.of(entry, Reason.NOT_JSON, "the item is not JSON" + place(in));
        }
    }

    /** Where in an entry a parser stopped, by the names of fields: offsets would differ from answer to answer. */
    private static String place(JsonParser in) {
        Deque<String> names = new ArrayDeque<>();
        for (JsonStreamContext at = in.getParsingContext(); at != null; at = at.getParent()) {
            if (at.getCurrentName() != null) {
                names.push(JsonText.shorten(at.getCurrentName(), LONGEST_NAME));
            }
        }
        return names.isEmpty()
                ? ""
                : ": wrong at " + names.stream().limit(MOST_NAMES).collect(Collectors.joining("."));
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
            return invalid.of(Arrays.copyOfRange(body, start, end), e.reason(), e.getMessage());
        }
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

    /** Jackson counts no bytes of what it takes for UTF-16 or UTF-32. */
    private static boolean isUtf8(JsonParser in) {
        return in.currentTokenLocation().getByteOffset() >= 0;
    }

    private static void requireJson(JsonParser in) throws IOException, ApiException {
        if (in.nextToken() == null) {
            throw new ApiException(Kind.NOT_JSON, "the answer is empty");
        }
        if (!isUtf8(in)) {
            throw new ApiException(Kind.NOT_JSON, "the answer is not JSON: it is not UTF-8");
        }
    }

    private static void require(boolean condition, String otherwise) throws ApiException {
        if (!condition) {
            throw new ApiException(Kind.MALFORMED, "the answer is not a page of media: it " + otherwise);
        }
    }
}
