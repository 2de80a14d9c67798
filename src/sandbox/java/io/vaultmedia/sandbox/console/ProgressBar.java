package io.vaultmedia.sandbox.console;

import java.time.Duration;

/** One line that shows how far the backfill is. Immutable. */
record ProgressBar(Terminal terminal, long total) {
    private static final int LONGEST = 32;
    private static final String NAME = "  Backfill  ";

    /** Returns the line without its end. It fits the terminal, so that it can be redrawn over itself. */
    String line(long done, Duration elapsed) {
        long perSecond = elapsed.isZero() ? 0 : done * 1000 / Math.max(1, elapsed.toMillis());
        int room = terminal.width() - NAME.length() - figures(total, 10_000).length();
        String text = figures(done, perSecond);
        return room > 0 ? NAME + bar(done, Math.min(LONGEST, room)) + text : terminal.fit(NAME.stripTrailing() + text);
    }

    private String figures(long done, long perSecond) {
        return String.format(
                " %3d %%  %s of %s variants  %s/s",
                percent(done), Quantity.count(done), Quantity.count(total), Quantity.count(perSecond));
    }

    private String bar(long done, int width) {
        int filled = total == 0 ? width : (int) (width * done / total);
        return terminal.paint(Colour.ACCENT, terminal.either("█", "#").repeat(filled))
                + terminal.paint(Colour.FAINT, terminal.either("░", ".").repeat(width - filled));
    }

    int percent(long done) {
        return total == 0 ? 100 : (int) (100 * done / total);
    }
}
