package io.vaultmedia.command;

import io.vaultmedia.command.audit.Audit;
import io.vaultmedia.command.audit.AuditReport;
import io.vaultmedia.command.audit.Findings;
import io.vaultmedia.command.pages.VaultPages;
import io.vaultmedia.command.text.ProgressLine;
import io.vaultmedia.kafka.LedgerUnusableException;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code audit}: proves on a user's own cluster and vault that each variant was published exactly once. */
@Command(
        name = "audit",
        mixinStandardHelpOptions = true,
        description =
                "Compares the published records with the ledger, and on demand with the vaults: finds what is lost,"
                        + " repeated, torn, or out of order. Writes nothing.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no fault was found",
            "1:a fault was found, or not all could be read",
            "2:a setting is missing or wrong"
        })
final class AuditCommand implements Callable<Integer> {

    @ParentCommand
    private VaultCommand application;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--against-api",
            description = "List the vaults, too, as slowly as a sweep does, and say what is stored but not published.")
    private boolean againstApi;

    @Option(names = "--json", description = "Write one JSON object.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        try (CommandContext context = application.open()) {
            return audit(context);
        }
    }

    private int audit(CommandContext context) throws Exception {
        Duration pause =
                Duration.ofMinutes(1).dividedBy(context.settings().pace().sweepPagesPerMinute());
        try (VaultPages pages = againstApi ? context.pages(pause) : null;
                ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), Ansi.AUTO.enabled());
                Audit audit = new Audit(context.settings(), context.kafka(), progress)) {
            Findings findings = audit.run(pages);
            progress.close();
            AuditReport report = new AuditReport(findings, againstApi);
            if (json) {
                report.json(spec.commandLine().getOut());
            } else {
                report.text(spec.commandLine().getOut(), Ansi.AUTO);
            }
            return findings.areClean() ? 0 : 1;
        } catch (LedgerUnusableException e) {
            throw new CommandFailure(e.getMessage());
        } catch (KafkaException e) {
            throw context.failure(e);
        }
    }
}
