package io.vaultmedia.command.text;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** One line on a terminal that shows how far a command is, and is gone once it has ended. Used by one thread. */
public final class ProgressLine implements AutoCloseable {

    private static final int WIDTH = 79;
    private static final int BAR = 20;
    private static final long EACH_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final PrintWriter out;
    private final boolean isTerminal;
    private long shownNanos = System.nanoTime() - EACH_NANOS;
    private boolean isShown;

    /** @param isTerminal false to show nothing: in a file, each change would be a line */
    public ProgressLine(PrintWriter out, boolean isTerminal) {
        this.out = out;
        this.isTerminal = isTerminal;
    }

    /** Shows what is done now, and how much of it, from 0 to 1; a negative share is unknown. Shows five changes a second. */
    public void show(String what, double share) {
        long now = System.nanoTime();
        if (isTerminal && now - shownNanos >= EACH_NANOS) {
            shownNanos = now;
            isShown = true;
            out.print("\r" + line(what, share));
            out.flush();
        }
    }

    static String line(String what, double share) {
        String bar = "";
        if (share >= 0) {
            int full = (int) Math.round(Math.min(1, share) * BAR);
            bar = "[" + "#".repeat(full) + "-".repeat(BAR - full) + "] "
                    + String.format(Locale.ROOT, "%3d %% ", Math.round(Math.min(1, share) * 100));
        }
        String line = bar + what;
        String cut = line.length() > WIDTH ? line.substring(0, WIDTH - 1) + "…" : line;
        return cut + " ".repeat(WIDTH - cut.length());
    }

    /** Removes the line. */
    @Override
    public void close() {
        if (isShown) {
            isShown = false;
            out.print("\r" + " ".repeat(WIDTH) + "\r");
            out.flush();
        }
    }
}
