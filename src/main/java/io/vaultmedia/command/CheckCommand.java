package io.vaultmedia.command;

import io.vaultmedia.command.check.CheckId;
import io.vaultmedia.command.check.Checks;
import io.vaultmedia.command.check.Finding;
import io.vaultmedia.command.check.JsonReport;
import io.vaultmedia.command.check.Report;
import io.vaultmedia.command.check.TextReport;
import io.vaultmedia.command.pages.VaultPages;
import io.vaultmedia.config.ConfigurationException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code check}: tries what the product needs, and says what to do about each failure. */
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = "Checks settings, API key, each connection, and Kafka. Publishes nothing and creates no topic.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:all checks passed, or only warned", "1:a check failed", "2:a setting is missing or wrong"})
final class CheckCommand implements Callable<Integer> {

    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(100);

    @ParentCommand
    private VaultCommand application;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "0s",
            converter = Durations.class,
            description = "Try failed checks again for this long, for example 30s or 5m. Default: not at all.")
    private Duration patience;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text or json. Default: text.")
    private Format format;

    /** How the report is written. The names are what a person types. */
    @SuppressWarnings("checkstyle:ConstantName")
    enum Format {
        text,
        json
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        Report report = format == Format.json ? new JsonReport(out) : new TextReport(out, Ansi.AUTO);
        try (CommandContext context = application.open();
                VaultPages pages = context.pages(BETWEEN_REQUESTS)) {
            new Checks(context.settings(), context.kafka(), pages, patience).run(report);
            return report.end() ? 0 : 1;
        } catch (ConfigurationException e) {
            report.add(List.of(Finding.failure(CheckId.SETTINGS, e.getMessage().replaceFirst(": ", "; "))));
            report.end();
            return VaultCommand.MISCONFIGURED;
        }
    }
}
