package io.vaultmedia.api;

import static io.vaultmedia.api.JsonTokens.BARE;
import static io.vaultmedia.api.JsonTokens.END;
import static io.vaultmedia.api.JsonTokens.STRING;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Tells the entries of a page apart that is not JSON as a whole, so that one bad entry does not cost its neighbours. It
 * goes by brackets and quotes, and is sure or gives up: a lost quote or bracket could join two entries to one.
 */
final class PageEntries {

    private static final byte[] ITEMS = "\"items\"".getBytes(US_ASCII);

    /** Where an entry's bytes are: from the first, to behind the last. */
    record Span(int start, int end) {}

    private PageEntries() {}

    /** The entries of the page's {@code items}, in their order; none if they cannot be told apart. */
    static List<Span> of(byte[] body, int size) {
        JsonTokens tokens = new JsonTokens(body, 0, size);
        return tokens.next() == '{' && findItems(tokens, body) ? spans(tokens) : List.of();
    }

    /** Moves to the bracket that opens {@code items}; false if the object has none. */
    private static boolean findItems(JsonTokens tokens, byte[] body) {
        while (tokens.next() == STRING) {
            boolean items = Arrays.equals(body, tokens.start(), tokens.end(), ITEMS, 0, ITEMS.length);
            if (tokens.next() != ':') {
                return false;
            }
            char value = tokens.next();
            if (items) {
                return value == '[';
            }
            if (!tokens.finishValue(value) || tokens.next() != ',') {
                return false;
            }
        }
        return false;
    }

    private static List<Span> spans(JsonTokens tokens) {
        List<Span> spans = new ArrayList<>();
        char separator = ',';
        while (separator == ',') {
            char first = tokens.next();
            int start = tokens.start();
            if (!tokens.finishValue(first)) {
                return List.of();
            }
            spans.add(new Span(start, tokens.end()));
            separator = tokens.next();
        }
        return separator == ']' ? spans : List.of();
    }

    /**
     * True if an entry that is not JSON is one entry for sure. If quotes had lost their order in it, text and what is not
     * text would have changed places, and it might hold its neighbour as well.
     */
    static boolean isOneEntry(byte[] body, Span entry) {
        return hasQuotesInPlace(body, entry) || !holdsBoundary(body, entry);
    }

    /** True if each text begins behind a bracket, comma or colon, and ends before one. */
    private static boolean hasQuotesInPlace(byte[] body, Span entry) {
        JsonTokens tokens = new JsonTokens(body, entry.start(), entry.end());
        char before = ',';
        for (char token = tokens.next(); token != END; token = tokens.next()) {
            boolean begins = token == STRING && (before == STRING || before == BARE || before == '}' || before == ']');
            boolean endsBadly = before == STRING && (token == BARE || token == '{' || token == '[');
            if (begins || endsBadly) {
                return false;
            }
            before = token;
        }
        return true;
    }

    /** True if the bytes hold, anywhere, what stands between two entries: a closing bracket, a comma and an opening one. */
    private static boolean holdsBoundary(byte[] body, Span entry) {
        char last = 0;
        boolean comma = false;
        for (int i = entry.start(); i < entry.end(); i++) {
            char c = (char) (body[i] & 0xff);
            if (c == ' ' || c == '\n' || c == '\r' || c == '\t') {
                continue;
            }
            if (comma && (last == '}' || last == ']') && (c == '{' || c == '[')) {
                return true;
            }
            comma = c == ',' && (last == '}' || last == ']');
            last = comma ? last : c;
        }
        return false;
    }
}
