package io.vaultmedia.command;

import io.vaultmedia.command.letters.Letter;
import io.vaultmedia.command.letters.LetterFilter;
import io.vaultmedia.command.letters.Letters;
import io.vaultmedia.command.letters.LettersReport;
import io.vaultmedia.command.letters.Replay;
import io.vaultmedia.kafka.LedgerUnusableException;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code dead-letters}: what could not be published, and sending it once it can be. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        description = "Lists, shows and replays what could not be published.")
final class DeadLettersCommand implements Callable<Integer> {

    @ParentCommand
    private VaultCommand application;

    @Spec
    private CommandSpec spec;

    /** Which letters a person asks for. */
    static final class Wanted {

        @Option(
                names = "--reason",
                paramLabel = "REASON",
                description = "Only letters of this reason. May be repeated.")
        private Set<String> reasons = Set.of();

        @Option(
                names = "--since",
                paramLabel = "INSTANT",
                description = "Only letters that were sent at this time or later, for example 2026-11-23T11:00:00Z.")
        private Instant since;

        private LetterFilter filter(int most) {
            return new LetterFilter(reasons, since, most, null);
        }
    }

    @Override
    public Integer call() {
        throw new ParameterException(spec.commandLine(), "dead-letters needs one of list, show, replay");
    }

    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            description = "Counts the dead letters by their reasons, and lists them.")
    int list(
            @Mixin Wanted wanted,
            @Option(
                            names = "--max",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "List this number of letters at most. Default: 20.")
                    int most) {
        return with((context, report) -> report.list(read(context, wanted.filter(most))));
    }

    @Command(
            name = "show",
            mixinStandardHelpOptions = true,
            description = "Shows a dead letter with the bytes as they were received. They may hold signed addresses.")
    int show(
            @Parameters(paramLabel = "PLACE", description = "Partition and offset as list shows them, such as 0@15.")
                    String place) {
        return with((context, report) -> {
            report.show(read(context, LetterFilter.at(place)).found().stream()
                    .findFirst()
                    .orElseThrow(() ->
                            new CommandFailure("there is no dead letter at " + place + ": list shows where they are")));
        });
    }

    @Command(
            name = "replay",
            mixinStandardHelpOptions = true,
            description = "Sends what can be published now, each variant once. Replicas may run.")
    int replay(
            @Mixin Wanted wanted,
            @Option(
                            names = "--max",
                            paramLabel = "N",
                            defaultValue = "1000",
                            description = "Replay this number of letters at most. Default: 1000.")
                    int most,
            @Option(
                            names = "--max-attempts",
                            paramLabel = "N",
                            defaultValue = "3",
                            description = "Leave letters alone that were refused this often. Default: 3.")
                    int maxAttempts,
            @Option(names = "--dry-run", description = "Only say what would be done.") boolean dryRun) {
        return with((context, report) -> {
            List<Letter> letters = read(context, wanted.filter(most)).found();
            try (Replay replay = new Replay(context.settings(), context.kafkaForWriting(), maxAttempts)) {
                try {
                    replay.run(letters, dryRun);
                } finally {
                    report.replayed(replay.outcomes(), dryRun);
                }
            }
        });
    }

    private static Letters read(CommandContext context, LetterFilter filter) {
        return Letters.read(context.kafka(), context.settings().topics().names().deadLetter(), filter);
    }

    private int with(BiConsumer<CommandContext, LettersReport> action) {
        try (CommandContext context = application.open()) {
            LettersReport report = new LettersReport(
                    spec.commandLine().getOut(), context.settings().connections());
            try {
                action.accept(context, report);
                return 0;
            } catch (LedgerUnusableException e) {
                throw new CommandFailure(e.getMessage());
            } catch (KafkaException e) {
                throw context.failure(e);
            }
        }
    }
}
