package io.vaultmedia.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Received JSON without its addresses: the value of each member {@code url}, and each other text that has {@code ://} in it, is
 * replaced by {@code "omitted"}. All other bytes stay as they were received. What was received need not be JSON: from the
 * place on where the text is broken in a way that could hide an address, it is left out. One instance for one text.
 */
final class WithoutAddresses {

    private static final String OMITTED = "\"omitted\"";
    private static final Pattern ESCAPE = Pattern.compile("\\\\u([0-9a-fA-F]{4})");
    private static final String BLANKS = " \t\r\n";

    /** One character for each byte. */
    private final String in;

    private final StringBuilder out = new StringBuilder();
    private int at;

    private WithoutAddresses(byte[] received) {
        in = new String(received, ISO_8859_1);
    }

    static byte[] of(byte[] received) {
        WithoutAddresses text = new WithoutAddresses(received);
        text.copy();
        return text.out.toString().getBytes(ISO_8859_1);
    }

    private void copy() {
        while (at < in.length() && copyNext()) {
            // Its condition has all effects.
        }
    }

    /** Returns false if what follows is left out. */
    private boolean copyNext() {
        char c = in.charAt(at);
        if (c != '"') {
            out.append(c);
            at++;
            return isOutsideOfTexts(c);
        }
        String text = in.substring(at, endOfText(at));
        boolean isName = charAt(afterBlanks(at + text.length())) == ':';
        String read = unescaped(text);
        if (isName && read.equalsIgnoreCase("url")) {
            return replaceValue();
        }
        at += text.length();
        boolean isAddress = read.contains("://");
        out.append(isAddress ? OMITTED : text);
        return !isAddress || isWhole();
    }

    /** A number, a name or a literal cannot hold an address; anything else outside of a text is no JSON. */
    private static boolean isOutsideOfTexts(char c) {
        return (Character.isLetterOrDigit(c) && c < 0x80) || "{}[],:+-.".indexOf(c) >= 0 || BLANKS.indexOf(c) >= 0;
    }

    private boolean replaceValue() {
        int value = afterBlanks(afterBlanks(endOfText(at)) + 1);
        out.append(in, at, value);
        at = value;
        if ("\"{[".indexOf(charAt(value)) < 0) {
            return true; // A number or null, which says what is wrong with it.
        }
        out.append(OMITTED);
        at = endOfValue(value);
        return isWhole();
    }

    /** True if the text goes on as JSON does after a value: else the value may not have ended where it seems to. */
    private boolean isWhole() {
        return ",:}]\0".indexOf(charAt(afterBlanks(at))) >= 0;
    }

    private int endOfValue(int begin) {
        int depth = 0;
        int end = begin;
        do {
            char c = charAt(end);
            depth += c == '{' || c == '[' ? 1 : c == '}' || c == ']' ? -1 : 0;
            end = c == '"' ? endOfText(end) : end + 1;
        } while (depth > 0 && end < in.length());
        return Math.min(end, in.length());
    }

    private int endOfText(int begin) {
        for (int end = begin + 1; end < in.length(); end++) {
            if (in.charAt(end) == '"') {
                return end + 1;
            }
            end += in.charAt(end) == '\\' ? 1 : 0;
        }
        return in.length();
    }

    private int afterBlanks(int from) {
        int next = from;
        while (next < in.length() && BLANKS.indexOf(in.charAt(next)) >= 0) {
            next++;
        }
        return next;
    }

    /** Returns NUL behind the end. */
    private char charAt(int index) {
        return index < in.length() ? in.charAt(index) : 0;
    }

    /** Returns what a text reads as, so far as an address needs it: JSON lets one write each character as an escape. */
    private static String unescaped(String text) {
        String inner = text.length() < 2 ? "" : text.substring(1, text.length() - (text.endsWith("\"") ? 1 : 0));
        return ESCAPE.matcher(inner)
                .replaceAll(
                        escape -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(escape.group(1), 16))))
                .replace("\\", "");
    }
}
