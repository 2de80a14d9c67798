package io.vaultmedia.api;

/** What JSON calls text may be more than UTF-8, and so a Kafka record, can hold. */
final class JsonText {

    private JsonText() {}

    /** False where an escape such as {@code \ud83d} left half of a surrogate pair without its other half. */
    static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
            }
        }
        return true;
    }

    /** The text, or its beginning if it is longer than so many characters: names of fields may be anything. */
    static String shorten(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }
}
