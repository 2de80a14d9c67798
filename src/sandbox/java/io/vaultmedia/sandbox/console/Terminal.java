package io.vaultmedia.sandbox.console;

import java.io.Console;
import java.nio.charset.Charset;
import java.util.Map;

/**
 * What the output can show. Immutable.
 *
 * @param interactive whether the output is a terminal, on which a line can be redrawn
 * @param colours whether to use ANSI colours
 * @param charset the output's charset; if it has no blocks and dots, plain ASCII is used
 */
public record Terminal(boolean interactive, boolean colours, Charset charset) {
    /** A file or a pipe. */
    public static Terminal plain(Charset charset) {
        return new Terminal(false, false, charset);
    }

    /** The standard output of this process. */
    public static Terminal ofProcess() {
        Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        return of(isTerminal(System.console()), System.getenv(), charset);
    }

    static Terminal of(boolean interactive, Map<String, String> environment, Charset charset) {
        boolean dumb = "dumb".equals(environment.get("TERM"));
        boolean wanted = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(interactive && !dumb, interactive && !dumb && wanted, charset);
    }

    /** The text in this colour, if there are colours. */
    public String paint(Colour colour, String text) {
        return colours ? "\u001b[" + colour.code() + "m" + text + "\u001b[0m" : text;
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
