package io.vaultmedia.bench.report;

/** Pieces of SVG. Thread safe. */
final class Svg {
    /** The colours of the important parts and of the rest. Both are readable on white and on black. */
    static final String STRONG = "#2f81f7";

    static final String PLAIN = "#8b949e";

    private Svg() {}

    static String open(int width, int height) {
        return String.format("""
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif">
                <style>text{fill:#1f2328}@media(prefers-color-scheme:dark){text{fill:#e6edf3}}</style>
                """, width, height);
    }

    static String text(int x, int y, String anchor, int size, String text) {
        return String.format(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-size=\"%d\">%s</text>%n",
                x, y, anchor, size, escape(text));
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
