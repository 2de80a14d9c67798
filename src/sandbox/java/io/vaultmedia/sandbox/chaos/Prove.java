package io.vaultmedia.sandbox.chaos;

import io.vaultmedia.command.Durations;
import io.vaultmedia.ops.BuildVersion;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.random.RandomGenerator;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code java -jar vault-media-routes-prove.jar}: shows on a user's own cluster that the product publishes each variant exactly
 * once, also if its processes are killed and paused.
 */
@Command(
        name = "java -jar vault-media-routes-prove.jar",
        mixinStandardHelpOptions = true,
        versionProvider = Prove.Version.class,
        sortOptions = false,
        description = {
            "Shows on your Kafka cluster that each variant is published exactly once.",
            "",
            "Runs replicas of the packaged application against a simulated API, kills and pauses them, and compares what a"
                    + " read_committed consumer sees with what the API has shown and with the ledger. Deletes its topics."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:no fault was found",
            "1:a fault was found, or the product did not resume",
            "2:an option is wrong, or Kafka does not answer"
        })
public final class Prove implements Callable<Integer> {

    private static final int MOST_ROUNDS = 10_000;

    @Spec
    private CommandSpec spec;

    @Option(names = "--kafka", required = true, paramLabel = "HOST:PORT[,…]", description = "Your brokers.")
    private String brokers;

    @Option(
            names = "--command-config",
            paramLabel = "FILE",
            description = "Settings of Kafka clients, such as security.protocol: the file that Kafka's own tools take.")
    private Path clientFile;

    @Option(names = "--rounds", defaultValue = "10", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private int rounds;

    @Option(
            names = "--duration",
            defaultValue = "30m",
            converter = Durations.class,
            paramLabel = "TIME",
            description = "No round begins after this time. Default: ${DEFAULT-VALUE}.")
    private Duration duration;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "Does the same things in the same order as another run. Default: random.")
    private Long seed;

    @Option(
            names = "--replication-factor",
            paramLabel = "N",
            description = "Of the topics. Default: your brokers' default.")
    private Integer replicationFactor;

    @Option(
            names = "--app",
            paramLabel = "FOLDER",
            description = "Of vault-media-routes.jar. Default: app, beside the folder of this jar.")
    private Path app;

    @Option(names = "--keep", description = "Keep the topics, and the logs of all processes.")
    private boolean keep;

    /** Runs it, and ends the process with its exit code. */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Prove())
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(Prove::refuse)
                .execute(args));
    }

    /** A person reads one line, rather than all options. */
    private static int refuse(ParameterException e, String[] args) {
        CommandLine line = e.getCommandLine();
        line.getErr().println("vault-media-routes-prove: " + e.getMessage() + "; see --help");
        line.getErr().flush();
        return line.getCommandSpec().exitCodeOnInvalidInput();
    }

    /** The version of the product that it runs. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {"vault-media-routes-prove " + BuildVersion.current()};
        }
    }

    @Override
    public Integer call() throws Exception {
        check();
        ProveOptions options = new ProveOptions(
                brokers,
                clientFile == null ? Map.of() : SettingsFile.read(clientFile),
                rounds,
                duration,
                seed == null ? RandomGenerator.getDefault().nextInt(1, 1_000_000) : seed,
                Optional.ofNullable(replicationFactor),
                app == null ? appBeside() : app.toAbsolutePath(),
                keep);
        try (ProveRun run = open(options)) {
            return report(run, options);
        }
    }

    private ProveRun open(ProveOptions options) throws IOException {
        try {
            return ProveRun.open(options, spec.commandLine().getErr());
        } catch (KafkaException e) {
            throw wrong("Kafka does not answer at " + brokers + ": " + e.getMessage());
        }
    }

    private int report(ProveRun run, ProveOptions options) {
        try {
            Findings findings = run.run();
            PrintWriter out = spec.commandLine().getOut();
            out.print(new ProveReport(findings).text(title(options), repeat(options)));
            out.flush();
            return findings.areClean() ? 0 : 1;
        } catch (RuntimeException e) {
            if (run.wasInterrupted()) { // Its processes are gone.
                return 1;
            }
            throw e;
        }
    }

    private void check() {
        if (rounds < 0 || rounds > MOST_ROUNDS) {
            throw wrong("--rounds must be from 0 to " + MOST_ROUNDS);
        }
        if (clientFile != null && !Files.isReadable(clientFile)) {
            throw wrong("--command-config: " + clientFile + " cannot be read");
        }
        Path jar = (app == null ? appBeside() : app).resolve(Replica.JAR);
        if (!Files.isReadable(jar)) {
            throw wrong("there is no " + jar + "; mvn -q -DskipTests package makes it, --app says where it is");
        }
    }

    private static Path appBeside() {
        try {
            Path jar = Path.of(Prove.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            return jar.resolveSibling("../app").toRealPath();
        } catch (java.net.URISyntaxException | IOException e) {
            return Path.of("app").toAbsolutePath();
        }
    }

    private String title(ProveOptions options) {
        return "vault-media-routes " + BuildVersion.current() + " on " + brokers + ", " + rounds + " rounds, seed "
                + options.seed() + ", " + LocalDate.now(ZoneId.systemDefault());
    }

    /** Returns the command line that was given, with the seed. */
    private String repeat(ProveOptions options) {
        List<String> arguments =
                new ArrayList<>(spec.commandLine().getParseResult().originalArgs());
        if (seed == null) {
            arguments.addAll(List.of("--seed", Long.toString(options.seed())));
        }
        return "java -jar vault-media-routes-prove.jar "
                + String.join(" ", arguments).replace(" --", " \\\n    --");
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
