package io.vaultmedia.sandbox.console;

import io.vaultmedia.command.TerminalWidth;
import java.io.Console;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What the output can show. Immutable.
 *
 * @param interactive whether the output is a terminal, on which a line can be redrawn
 * @param colours whether to use ANSI colours
 * @param charset the output's charset; if it has no blocks and dots, plain ASCII is used
 * @param width how many characters fit on a line
 */
public record Terminal(boolean interactive, boolean colours, Charset charset, int width) {
    /** A file or a pipe: its lines may be of any length. */
    public static Terminal plain(Charset charset) {
        return new Terminal(false, false, charset, Integer.MAX_VALUE);
    }

    /** The standard output of this process. */
    public static Terminal ofProcess() {
        Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        boolean interactive = isTerminal(System.console());
        return of(interactive, System.getenv(), charset, interactive ? TerminalWidth.ofProcess() : Integer.MAX_VALUE);
    }

    static Terminal of(boolean interactive, Map<String, String> environment, Charset charset, int width) {
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(interactive && !dumb, interactive && !dumb && wanted, charset, width);
    }

    /** The text in this colour, if there are colours. */
    public String paint(Colour colour, String text) {
        return colours ? "\u001b[" + colour.code() + "m" + text + "\u001b[0m" : text;
    }

    /** Returns the text, cut off where the line ends. */
    public String fit(String text) {
        return text.length() <= width ? text : text.substring(0, width - 1) + either("…", "~");
    }

    /** Returns a shell command on as many lines as it needs, so that it can be copied; no word is broken. */
    public List<String> wrap(String indent, List<String> words) {
        List<String> lines = new ArrayList<>();
        String line = indent + words.get(0);
        for (String word : words.subList(1, words.size())) {
            if (line.length() + word.length() + 3 > width) {
                lines.add(line + " \\");
                line = indent + word;
            } else {
                line += " " + word;
            }
        }
        lines.add(line);
        return lines;
    }

    /** Returns the fancy text if the charset can encode it, else the plain one. */
    public String either(String fancy, String ascii) {
        return charset.newEncoder().canEncode(fancy) ? fancy : ascii;
    }

    /** Since JDK 22 System.console() may return a console without a terminal. A method of it says which. */
    private static boolean isTerminal(Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderThan22) {
            return true;
        }
    }
}
