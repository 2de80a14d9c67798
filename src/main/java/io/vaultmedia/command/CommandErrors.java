package io.vaultmedia.command;

import io.vaultmedia.command.text.Paragraph;
import io.vaultmedia.config.ConfigurationException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/** What a person reads if a command fails: one line for a mistake of theirs, a stack trace for a fault of ours. */
final class CommandErrors {

    private static final int FAILED = 1;
    private static final String ME = "vault-media-routes: ";

    private CommandErrors() {}

    /** An argument may be a misplaced secret, so nothing after its {@code =} is shown. */
    static int wrongArgument(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        String what = e instanceof UnmatchedArgumentException unmatched
                ? "unknown argument " + withoutValue(unmatched.getUnmatched().get(0)) + suggestion(unmatched)
                : e.getMessage().replaceAll("(?s)=.*", "=…");
        print(line, what + "; see --help");
        return VaultCommand.MISCONFIGURED;
    }

    static int failed(Exception e, CommandLine line, ParseResult parsed) throws Exception {
        if (e instanceof ConfigurationException wrong) {
            print(line, wrong.getMessage());
            return VaultCommand.MISCONFIGURED;
        }
        if (e instanceof CommandFailure failure) {
            print(line, failure.getMessage());
            return FAILED;
        }
        throw e;
    }

    private static String withoutValue(String argument) {
        return argument.replaceFirst("(?s)=.*", "=…");
    }

    private static String suggestion(UnmatchedArgumentException e) {
        return e.getSuggestions().stream()
                .findFirst()
                .map(nearest -> ", did you mean " + nearest + "?")
                .orElse("");
    }

    private static void print(CommandLine line, String text) {
        PrintWriter err = line.getErr();
        err.print(Ansi.AUTO.enabled() ? wrapped(text, TerminalWidth.ofProcess()) : ME + text + "\n");
        err.flush();
    }

    /** Returns the text as a terminal of this width shows it. What is not read on a terminal gets it in one line. */
    static String wrapped(String text, int width) {
        return Paragraph.of(ME, 4, text, width);
    }
}
