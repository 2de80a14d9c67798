package io.vaultmedia.command;

import io.vaultmedia.command.reshard.Resharding;
import io.vaultmedia.command.text.Paragraph;
import io.vaultmedia.command.text.ProgressLine;
import io.vaultmedia.config.Settings;
import io.vaultmedia.kafka.ClusterInspection;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.LedgerUnusableException;
import io.vaultmedia.ledger.LedgerReader;
import io.vaultmedia.ledger.ShardCount;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code reshard}: moves the ledger to another number of shards. */
@Command(
        name = "reshard",
        mixinStandardHelpOptions = true,
        description = "Moves the ledger to another number of shards, all of it or nothing. Stop all replicas first.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the ledger has that number of shards",
            "1:nothing has changed, for the reason that is printed",
            "2:an argument or a setting is missing or wrong"
        })
final class ReshardCommand implements Callable<Integer> {

    private static final int MOST = 1024;

    @ParentCommand
    private VaultCommand application;

    @Spec
    private CommandSpec spec;

    @Option(names = "--to", required = true, paramLabel = "N", description = "The new number of shards, 1 to 1024.")
    private int to;

    @Override
    public Integer call() {
        if (to < 1 || to > MOST) {
            throw new ParameterException(spec.commandLine(), "--to must be a number from 1 to " + MOST);
        }
        try (CommandContext context = application.open()) {
            try {
                reshard(context.settings(), context.kafkaForWriting());
                return 0;
            } catch (LedgerUnusableException e) {
                throw new CommandFailure(e.getMessage());
            } catch (KafkaException e) {
                throw context.failure(e);
            }
        }
    }

    private void reshard(Settings settings, KafkaSettings kafka) {
        String ledger = settings.topics().names().ledger();
        requireLedgerWithoutReplicas(settings, kafka, ledger);
        try (ProgressLine progress = new ProgressLine(spec.commandLine().getErr(), Ansi.AUTO.enabled())) {
            Resharding resharding =
                    new Resharding(kafka, settings.group().id(), ledger, what -> progress.show(what, -1));
            resharding.endEarlierAttempt();
            int from = LedgerReader.shardCount(kafka, ledger)
                    .map(ShardCount::shards)
                    .orElse(settings.shards());
            if (from == to) {
                print("The ledger " + ledger + " has " + to + " shards already.");
                return;
            }
            ensurePartitions(settings, kafka, resharding, ledger);
            long moved = resharding.run(from, to);
            progress.close();
            print(String.format(
                    Locale.ROOT,
                    "The ledger %s has %d shards now, %,d entries have moved. Set vault.shards=%d, and start the"
                            + " replicas. The command audit verifies the ledger.",
                    ledger,
                    to,
                    moved,
                    to));
        }
    }

    private void requireLedgerWithoutReplicas(Settings settings, KafkaSettings kafka, String ledger) {
        try (ClusterInspection cluster = new ClusterInspection(kafka)) {
            if (cluster.topics(List.of(ledger)).isEmpty()) {
                throw new CommandFailure("there is no ledger " + ledger + " yet: set vault.shards=" + to
                        + " and start a replica, which creates it");
            }
            int members = cluster.group(settings.group().id())
                    .map(group -> group.members().size())
                    .orElse(0);
            if (members > 0) {
                throw new CommandFailure("the consumer group "
                        + settings.group().id() + " has " + members + (members == 1 ? " member" : " members")
                        + ": stop all replicas before the ledger moves");
            }
        }
    }

    private void ensurePartitions(Settings settings, KafkaSettings kafka, Resharding resharding, String ledger) {
        if (settings.topics().missing().create()) {
            resharding.ensurePartitions(to);
            return;
        }
        try (ClusterInspection cluster = new ClusterInspection(kafka)) {
            int partitions =
                    cluster.topics(List.of(ledger)).get(ledger).partitions().size();
            if (partitions < to) {
                throw new CommandFailure("vault.topic.create=false, and the ledger " + ledger + " has " + partitions
                        + " partitions: add partitions until it has " + to);
            }
        }
    }

    private void print(String text) {
        spec.commandLine().getOut().print(Paragraph.of("", 0, text));
        spec.commandLine().getOut().flush();
    }
}
