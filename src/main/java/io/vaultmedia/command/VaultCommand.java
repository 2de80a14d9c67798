package io.vaultmedia.command;

import io.vaultmedia.ops.BuildVersion;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import org.apache.camel.main.Main;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * {@code java -jar vault-media-routes.jar}: without a command it runs the product; each command is a class of its own. What a
 * command prints goes to standard output, log lines and errors to standard error.
 */
@Command(
        name = "java -jar vault-media-routes.jar",
        mixinStandardHelpOptions = true,
        subcommands = {
            CheckCommand.class,
            StatusCommand.class,
            AuditCommand.class,
            ReshardCommand.class,
            DeadLettersCommand.class,
            SignalCommand.class
        },
        description = {
            "Publishes each newly stored Vault+ media variant to Kafka, exactly once.",
            "Without a command, it runs until it is stopped."
        },
        footer = {
            "",
            "Settings come from the environment (VAULT_API_KEY for vault.api.key), system properties, and"
                    + " config/application.properties in the working directory."
        })
public final class VaultCommand implements Callable<Integer> {

    /** The exit code if an argument, a setting or a topic is wrong. */
    public static final int MISCONFIGURED = 2;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--instance",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "For a command: the one of vault.instances that it is about.")
    private String instance = "";

    private final Supplier<Main> main;
    private final Callable<Integer> run;

    private VaultCommand(Supplier<Main> main, Callable<Integer> run) {
        this.main = main;
        this.run = run;
    }

    /**
     * Returns the whole command line.
     *
     * @param main returns a new Camel application that knows where its properties are
     * @param run runs the product until it is stopped
     */
    public static CommandLine line(Supplier<Main> main, Callable<Integer> run) {
        return withVersion(new CommandLine(new VaultCommand(main, run)))
                .setUsageHelpAutoWidth(true)
                .setParameterExceptionHandler(CommandErrors::wrongArgument)
                .setExecutionExceptionHandler(CommandErrors::failed);
    }

    /** Lets each command answer {@code --version}: picocli's subcommands have a version of their own, or none. */
    private static CommandLine withVersion(CommandLine line) {
        line.getCommandSpec().versionProvider(new Version());
        line.getSubcommands().values().forEach(VaultCommand::withVersion);
        return line;
    }

    @Override
    public Integer call() throws Exception {
        return run.call();
    }

    /**
     * Returns the application's settings and Kafka clients, without running it.
     *
     * @throws io.vaultmedia.config.ConfigurationException for the first setting that is missing or wrong
     */
    CommandContext open() {
        return CommandContext.open(main.get(), instance, spec.commandLine());
    }

    /** Returns the instance that is meant, or an empty text. */
    String instance() {
        return instance;
    }

    /** Returns the port of the application's status on this machine. */
    int managementPort() {
        return CommandContext.managementPort(main.get());
    }

    /** Says which version this is, and which JVM runs it. */
    static final class Version implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {
                "vault-media-routes " + BuildVersion.current(),
                "Java " + Runtime.version() + ", " + System.getProperty("java.vm.name")
            };
        }
    }
}
