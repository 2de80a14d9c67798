package io.vaultmedia.command;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.connection.Connections;
import io.vaultmedia.event.Signal;
import io.vaultmedia.event.SignalParser;
import io.vaultmedia.event.SignalRecords.Outcome;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/** {@code signal}: sends one signal, and waits until the replicas that poll its connections have followed it. */
@Command(
        name = "signal",
        mixinStandardHelpOptions = true,
        description = "Polls, sweeps, rewinds, pauses or resumes a connection, on whichever replica polls it.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the signal was followed",
            "1:it was refused, or not followed in time",
            "2:an argument is wrong"
        })
final class SignalCommand implements Callable<Integer> {

    @ParentCommand
    private VaultCommand application;

    @Spec
    private CommandSpec spec;

    @Parameters(index = "0", paramLabel = "CONNECTION", description = "A connection's alias or id, or * for all.")
    private String connection;

    @Parameters(
            index = "1",
            paramLabel = "SIGNAL",
            completionCandidates = Words.class,
            description = "One of ${COMPLETION-CANDIDATES}.")
    private String word;

    @Option(
            names = "--from",
            paramLabel = "INSTANT",
            description = "Rewind to this ISO 8601 instant, or to the beginning.")
    private String from;

    @Option(names = "--republish", description = "Rewind: publish again what was published before, too.")
    private boolean republish;

    @Option(
            names = "--wait",
            paramLabel = "DURATION",
            defaultValue = "30s",
            converter = Durations.class,
            description = "How long to wait until the signal is followed. Default: 30s.")
    private Duration patience;

    /** The words for signals. */
    static final class Words implements Iterable<String> {

        @Override
        public Iterator<String> iterator() {
            return SignalParser.labels().iterator();
        }
    }

    @Override
    public Integer call() {
        Signal.Kind kind = SignalParser.kind(word)
                .orElseThrow(() -> wrong("the signal must be one of " + String.join(", ", SignalParser.labels())));
        if ((kind == Signal.Kind.REWIND) != (from != null)) {
            throw wrong("a rewind, and no other signal, needs --from");
        }
        if (republish && kind != Signal.Kind.REWIND) {
            throw wrong("--republish is for a rewind only");
        }
        try (CommandContext context = application.open()) {
            List<Connection> all = context.settings().connections().stream()
                    .map(ConnectionSettings::connection)
                    .toList();
            Signal signal = new Signal(nameOf(context), kind, instant(), republish);
            return send(
                    context,
                    signal,
                    signal.to().equals(Signal.ALL)
                            ? all
                            : named(context).stream().toList());
        }
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }

    private Instant instant() {
        try {
            return from == null ? null : SignalParser.from(from);
        } catch (IllegalArgumentException e) {
            throw wrong("--" + e.getMessage());
        }
    }

    private Optional<Connection> named(CommandContext context) {
        return new Connections(context.settings().connections(), Optional::empty).named(connection);
    }

    /** The alias, if there is one: an id does not belong into a topic then. */
    private String nameOf(CommandContext context) {
        return connection.equals(Signal.ALL)
                ? connection
                : named(context)
                        .map(Connection::name)
                        .orElseThrow(() -> wrong("no connection has this alias or id; vault.connections and"
                                + " vault.connections-file list those that there are"));
    }

    private int send(CommandContext context, Signal signal, List<Connection> meant) {
        List<Outcome> outcomes;
        try (Acknowledgements answers = new Acknowledgements(
                context.kafka(), context.settings().topics().names())) {
            int shards = context.settings().shards();
            outcomes = answers.of(
                    signal, meant.stream().map(one -> one.shard(shards)).collect(Collectors.toSet()), patience);
        } catch (KafkaException e) {
            throw context.failure(e);
        }
        return report(signal, outcomes, meant.isEmpty());
    }

    private int report(Signal signal, List<Outcome> outcomes, boolean isMeantForNobody) {
        PrintWriter out = spec.commandLine().getOut();
        if (outcomes.isEmpty() && !isMeantForNobody) {
            throw new CommandFailure("the signal was sent, but not followed within " + patience.toSeconds()
                    + " s: does a replica run that polls the connection? It is followed when one does");
        }
        List<String> refused = new ArrayList<>();
        int changed = 0;
        for (Outcome one : outcomes) {
            changed += one.connections();
            if (one.detail() != null || one.outcome().equals("refused")) {
                refused.add(one.outcome() + (one.detail() == null ? "" : ": " + one.detail()));
            }
        }
        if (!refused.isEmpty()) {
            throw new CommandFailure(String.join("; ", refused));
        }
        String states =
                outcomes.stream().map(Outcome::outcome).distinct().sorted().collect(Collectors.joining(", "));
        out.println(signal.kind().label() + ": " + states + "; connections changed: " + changed);
        return 0;
    }
}
