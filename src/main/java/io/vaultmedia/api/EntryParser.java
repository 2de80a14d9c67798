package io.vaultmedia.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonStreamContext;
import io.vaultmedia.api.PageEntries.Span;
import io.vaultmedia.media.InvalidItem.Reason;
import io.vaultmedia.media.ListedItem;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.stream.Collectors;

/** Parses one entry of a page, as part of the page or on its own, as a media item or as an invalid one. Thread safe. */
final class EntryParser {

    private static final int LONGEST_NAME = 40;
    private static final int MOST_NAMES = 4;

    private final JsonFactory json;
    private final InvalidEntries invalid;

    EntryParser(JsonFactory json) {
        this.json = json;
        this.invalid = new InvalidEntries(json);
    }

    /** Parses the entry whose first token is the parser's current one, and moves to its last token. */
    ListedItem parse(JsonParser in, byte[] body) throws IOException {
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
    /** Moves to the last token of the entry that began at this depth. */
    private static void skipToEnd(JsonParser in, boolean nested, int depth) throws IOException {
        if (nested) {
            while (!(in.currentToken().isStructEnd() && in.getParsingContext().getNestingDepth() < depth)) {
                in.nextToken();
            }
        } else {
            in.finishToken();
        }
    }

    /**
     * Parses an entry of a page that is not valid JSON.
     *
     * @param broken why the page is not valid JSON: thrown if the entry might contain its neighbour
     */
    ListedItem parseAlone(byte[] body, Span span, JsonProcessingException broken) throws IOException {
        byte[] entry = Arrays.copyOfRange(body, span.start(), span.end());
        try (JsonParser in = json.createParser(entry)) {
            try {
                in.nextToken();
                if (isUtf8(in)) {
                    ListedItem item = parse(in, entry);
                    if (in.nextToken() == null) {
                        return item;
                    }
                }
            } catch (JsonProcessingException e) {
                // The entry is not JSON.
            }
            if (!PageEntries.isOneEntry(body, span)) {
                throw broken;
            }
            return invalid.of(entry, Reason.NOT_JSON, "the item is not JSON" + place(in));
        }
    }

    /** Returns the names of the fields where a parser stopped. An offset would differ between two answers. */
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

    /** Returns false for UTF-16 and UTF-32, in which Jackson counts no bytes. */
    static boolean isUtf8(JsonParser in) {
        return in.currentTokenLocation().getByteOffset() >= 0;
    }
}
