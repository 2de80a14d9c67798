package io.vaultmedia.api;

import static io.vaultmedia.api.JsonTokens.BARE;
import static io.vaultmedia.api.JsonTokens.END;
import static io.vaultmedia.api.JsonTokens.STRING;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Separates the entries of a page that is not valid JSON, so that one bad entry does not affect the others. It looks at brackets
 * and quotes. It gives up if it cannot be sure, since a missing quote or bracket could join two entries to one.
 */
final class PageEntries {

    private static final byte[] ITEMS = "\"items\"".getBytes(US_ASCII);

    /** The bytes of an entry: the offset of the first one, and the offset after the last one. */
    record Span(int start, int end) {}

    private PageEntries() {}

    /** Returns the entries of the page's {@code items} in their order; none if they cannot be separated. */
    static List<Span> of(byte[] body, int size) {
        JsonTokens tokens = new JsonTokens(body, 0, size);
        return tokens.next() == '{' && findItems(tokens, body) ? spans(tokens) : List.of();
    }

    /** Moves to the bracket that opens {@code items}. Returns false if there is none. */
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
     * Returns true if an entry that is not JSON is certainly a single entry. If a quote is missing, strings and the text between
     * them change places, and the entry could contain its neighbour.
     */
    static boolean isOneEntry(byte[] body, Span entry) {
        return hasQuotesInPlace(body, entry) || !holdsBoundary(body, entry);
    }

    /** Returns true if each string stands between brackets, commas or colons. */
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

    /** Returns true if the bytes contain what separates two entries: a closing bracket, a comma and an opening bracket. */
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
