package io.vaultmedia.command.text;

/** Breaks text at its words into lines that fit a terminal. */
public final class Paragraph {

    private static final int WIDTH = 80;

    private Paragraph() {}

    /** Returns the text in lines for a terminal of 80 columns: see {@link #of(String, int, String, int)}. */
    public static String of(String first, int indent, String text) {
        return of(first, indent, text, WIDTH);
    }

    /**
     * Returns the text in lines of at most this width, each with a line end. A word that is longer stays whole.
     *
     * @param first the beginning of the first line
     * @param indent the number of blanks before each further line
     * @param width in columns
     */
    public static String of(String first, int indent, String text, int width) {
        StringBuilder lines = new StringBuilder(first);
        int column = first.length();
        boolean atStart = true;
        for (String word : text.strip().split("\\s+", -1)) {
            if (!atStart && column + 1 + word.length() > width) {
                lines.append('\n').append(" ".repeat(indent));
                column = indent;
                atStart = true;
            }
            if (!atStart) {
                lines.append(' ');
                column++;
            }
            lines.append(word);
            column += word.length();
            atStart = false;
        }
        return lines.append('\n').toString();
    }
}
