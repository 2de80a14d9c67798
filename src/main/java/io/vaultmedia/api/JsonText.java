package io.vaultmedia.api;

/** JSON text can hold what UTF-8, and therefore a Kafka record, cannot. */
final class JsonText {

    private JsonText() {}

    /** Returns false if the text has half of a surrogate pair, which an escape such as {@code \ud83d} can produce. */
    static boolean isWhole(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return text.codePoints().noneMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
            }
        }
        return true;
    }

    /** Returns the text, cut to this number of characters. */
    static String shorten(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest) + "…";
    }
}
