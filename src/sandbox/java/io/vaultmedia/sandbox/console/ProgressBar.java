package io.vaultmedia.sandbox.console;

import java.time.Duration;

/** One line that shows how far the backfill is. Immutable. */
record ProgressBar(Terminal terminal, long total) {
    private static final int WIDTH = 32;

    /** Returns the line without its end. It always has the same width, so that it can be redrawn over itself. */
    String line(long done, Duration elapsed) {
        int filled = total == 0 ? WIDTH : (int) (WIDTH * done / total);
        String bar = terminal.paint(Colour.ACCENT, terminal.either("█", "#").repeat(filled))
                + terminal.paint(Colour.FAINT, terminal.either("░", ".").repeat(WIDTH - filled));
        long perSecond = elapsed.isZero() ? 0 : done * 1000 / Math.max(1, elapsed.toMillis());
        return String.format(
                "  Backfill  %s %3d %%  %s of %s variants  %s/s",
                bar, percent(done), Quantity.count(done), Quantity.count(total), Quantity.count(perSecond));
    }

    int percent(long done) {
        return total == 0 ? 100 : (int) (100 * done / total);
    }
}
