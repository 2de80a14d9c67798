package io.vaultmedia.api;

import java.util.BitSet;

/**
 * Finds tokens in bytes that need not be valid JSON. It looks at brackets, commas, colons and quotes only, and decodes nothing,
 * so a bad literal, a raw control character or bytes that are not UTF-8 do not change where a token ends.
 */
final class JsonTokens {

    /** No token is left, or a string has no end. */
    static final char END = 0;

    /** A string in quotes. Each bracket, comma and colon is a token that is named by itself. */
    static final char STRING = '"';

    /** Neither a string nor any of {@code {}[],:}: a number, a literal, or anything else. */
    static final char BARE = 'a';

    private final byte[] bytes;
    private final int to;
    private int start;
    private int end;

    /** Creates a reader of the tokens between these two offsets. */
    JsonTokens(byte[] bytes, int from, int to) {
        this.bytes = bytes;
        this.to = to;
        this.end = from;
    }

    /** Moves to the next token, and returns which one it is. */
    char next() {
        start = end;
        while (start < to && isBlank(bytes[start])) {
            start++;
        }
        if (start >= to) {
            end = to;
            return END;
        }
        char first = (char) (bytes[start] & 0xff);
        end = start + 1;
        if (first == STRING) {
            return endString() ? STRING : END;
        }
        if (isStructure(first)) {
            return first;
        }
        while (end < to && !isBlank(bytes[end]) && bytes[end] != STRING && !isStructure((char) (bytes[end] & 0xff))) {
            end++;
        }
        return BARE;
    }

    private boolean endString() {
        for (; end < to; end++) {
            if (bytes[end] == '\\') {
                end++;
            } else if (bytes[end] == STRING) {
                end++;
                return true;
            }
        }
        end = to;
        return false;
    }

    /** Moves from the first token of a value to its last token. Returns false if its brackets do not match. */
    boolean finishValue(char first) {
        BitSet objects = new BitSet();
        int depth = 0;
        char token = first;
        while (true) {
            switch (token) {
                case '{', '[' -> objects.set(depth++, token == '{');
                case '}', ']' -> {
                    if (depth == 0 || objects.get(--depth) != (token == '}')) {
                        return false;
                    }
                }
                case END -> {
                    return false;
                }
                default -> {
                    if (depth == 0) {
                        return token == STRING || token == BARE;
                    }
                }
            }
            if (depth == 0) {
                return true;
            }
            token = next();
        }
    }

    /** Returns the offset of the token's first byte. */
    int start() {
        return start;
    }

    /** Returns the offset after the token's last byte. */
    int end() {
        return end;
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    private static boolean isStructure(char c) {
        return switch (c) {
            case '{', '}', '[', ']', ',', ':' -> true;
            default -> false;
        };
    }
}
