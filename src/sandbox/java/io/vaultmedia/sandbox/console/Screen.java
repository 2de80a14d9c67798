package io.vaultmedia.sandbox.console;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * The screen: a header, the progress of the backfill, then a line for each published variant. On a terminal the
 * progress is redrawn in place; otherwise it is a few lines. Writes whole lines only. Thread safe.
 */
public final class Screen {
    private static final String CLEAR_LINE = "\r\u001b[2K";
    private static final long REDRAW_NANOS = Duration.ofMillis(80).toNanos();
    private static final int PLAIN_STEP = 25;
    private static final String INDENT = " ".repeat(14);

    private final PrintStream out;
    private final Terminal terminal;
    private final VariantTable table;
    private Set<String> backfill = Set.of();
    private ProgressBar bar;
    private long backfilled;
    private long start;
    private long lastDrawn;
    private boolean drawing;
    private boolean headed;

    public Screen(PrintStream out, Terminal terminal) {
        this.out = out;
        this.terminal = terminal;
        this.table = new VariantTable(terminal);
    }

    public Terminal terminal() {
        return terminal;
    }

    public synchronized void line(String text) {
        if (drawing) {
            out.print(CLEAR_LINE);
        }
        out.println(text);
        if (drawing) {
            draw();
        }
        out.flush();
    }

    /** Prints a name and its value, aligned with its neighbours. */
    public void fact(String name, String value) {
        label(name, terminal.fit(INDENT + value).substring(INDENT.length()));
    }

    /** Prints a name and a shell command, on several lines if it needs them. */
    public void command(String name, String... words) {
        List<String> lines = terminal.wrap(INDENT, List.of(words));
        label(name, lines.get(0).substring(INDENT.length()));
        lines.subList(1, lines.size()).forEach(this::line);
    }

    private void label(String name, String value) {
        line("  " + terminal.paint(Colour.FAINT, String.format("%-11s", name)) + " " + value);
    }

    /** Starts the progress bar: these variants move it, and are not printed as lines. */
    public synchronized void backfill(Set<String> ids) {
        backfill = ids;
        bar = new ProgressBar(terminal, ids.size());
        start = System.nanoTime();
        drawing = terminal.interactive();
        progress(0);
    }

    /** Shows a record that was read. */
    public synchronized void published(PublishedVariant variant, boolean repeated) {
        if (!repeated && backfill.contains(variant.id())) {
            progress(++backfilled);
        } else {
            head();
            line(table.line(variant, Instant.now(), repeated));
        }
    }

    /** Ends the progress bar. The next output starts on its own line. */
    public synchronized void endProgress() {
        if (drawing) {
            draw();
            drawing = false;
            out.println();
        }
    }

    private void progress(long done) {
        if (drawing && (done == bar.total() || System.nanoTime() - lastDrawn > REDRAW_NANOS)) {
            draw();
        } else if (!drawing && isPlainStep(done)) {
            line(barLine());
        }
        if (done == bar.total()) {
            endProgress();
        }
    }

    private void head() {
        if (!headed) {
            headed = true;
            line("");
            line(table.heading());
        }
    }

    private boolean isPlainStep(long done) {
        return done > 0 && bar.percent(done) / PLAIN_STEP > bar.percent(done - 1) / PLAIN_STEP;
    }

    private void draw() {
        out.print(CLEAR_LINE + barLine());
        out.flush();
        lastDrawn = System.nanoTime();
    }

    private String barLine() {
        return bar.line(backfilled, Duration.ofNanos(System.nanoTime() - start));
    }
}
