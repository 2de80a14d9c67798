package io.vaultmedia.command;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The width of the terminal, in characters. The JDK does not tell it: the environment or {@code stty} does. Thread safe. */
public final class TerminalWidth {

    /** The width of a terminal that does not tell its own. */
    public static final int DEFAULT = 80;

    /** Narrower ones are treated like this one. */
    public static final int LEAST = 40;

    private static final File TERMINAL = new File("/dev/tty");
    private static final long PATIENCE_SECONDS = 2;

    private TerminalWidth() {}

    /** Returns the width of this process's terminal, or {@link #DEFAULT} if it has none or does not tell. */
    public static int ofProcess() {
        return of(System.getenv(), TERMINAL.canRead() ? size() : "");
    }

    /**
     * Returns the width.
     *
     * @param environment its {@code COLUMNS} wins
     * @param size what {@code stty size} says: rows, a blank, columns
     */
    static int of(Map<String, String> environment, String size) {
        String text = environment.getOrDefault(
                "COLUMNS", size.strip().substring(size.strip().indexOf(' ') + 1));
        if (!text.matches("\\d{1,5}")) {
            return DEFAULT;
        }
        int columns = Integer.parseInt(text);
        return columns == 0 ? DEFAULT : Math.max(LEAST, columns);
    }

    private static String size() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(TERMINAL)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            String size = new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            return stty.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && stty.exitValue() == 0 ? size : "";
        } catch (IOException noTerminal) {
            return "";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return "";
        }
    }
}
