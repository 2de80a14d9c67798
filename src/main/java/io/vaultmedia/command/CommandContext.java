package io.vaultmedia.command;

import io.vaultmedia.command.pages.VaultPages;
import io.vaultmedia.config.CamelKeys;
import io.vaultmedia.config.ConfigurationException;
import io.vaultmedia.config.ContextSettings;
import io.vaultmedia.config.Settings;
import io.vaultmedia.kafka.BrokerCheck;
import io.vaultmedia.kafka.KafkaSettings;
import io.vaultmedia.kafka.OpeningFailure;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.main.Main;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The application's settings, read as the application itself reads them, in a Camel context that has no routes and is never
 * started. Not thread safe.
 */
final class CommandContext implements AutoCloseable {

    private final Main main;
    private final Settings settings;

    private CommandContext(Main main, Settings settings) {
        this.main = main;
        this.settings = settings;
    }

    /**
     * Reads the settings.
     *
     * @param instance the name of the instance that is meant; may be empty if there is only one
     * @param line the command line that names the instance
     * @throws ConfigurationException for the first one that is missing or wrong
     * @throws ParameterException if there is no such instance
     */
    static CommandContext open(Main main, String instance, CommandLine line) {
        try {
            initWithoutRoutes(main);
            List<Settings> all = ContextSettings.read(main.getCamelContext());
            ContextSettings.checkBrokers(main.getCamelContext(), all);
            return new CommandContext(
                    main, named(instance, all).orElseThrow(() -> new ParameterException(line, unknown(all))));
        } catch (RuntimeException e) {
            throw CamelKeys.wrong(main.getCamelContext(), e).orElseThrow(() -> e);
        }
    }

    private static Optional<Settings> named(String instance, List<Settings> all) {
        return all.stream()
                .filter(one -> one.instance().name().equals(instance) || (all.size() == 1 && instance.isEmpty()))
                .findFirst();
    }

    private static String unknown(List<Settings> all) {
        return all.get(0).instance().isOnly()
                ? "vault.instances is not set: leave --instance out"
                : "--instance must be one of vault.instances: "
                        + all.stream().map(one -> one.instance().name()).collect(Collectors.joining(", "));
    }

    private static void initWithoutRoutes(Main main) {
        main.addOverrideProperty("camel.main.routes-include-pattern", "false");
        main.addOverrideProperty("camel.management.enabled", "false");
        main.addOverrideProperty("camel.metrics.enabled", "false");
        main.init();
    }

    /** Returns the application's management port. The settings of the product may be missing. */
    static int managementPort(Main main) {
        initWithoutRoutes(main);
        String port = main.getCamelContext().resolvePropertyPlaceholders("{{camel.management.port}}");
        main.shutdown();
        return Integer.parseInt(port);
    }

    Settings settings() {
        return settings;
    }

    /** Returns the settings of Kafka clients; each client that a command opens is its own to close. */
    KafkaSettings kafka() {
        return new KafkaSettings(camel(), settings.kafkaComponent());
    }

    /**
     * Returns a source of the API's pages; closing it stops the Camel context.
     *
     * @param pause the least time between the starts of two requests
     */
    VaultPages pages(Duration pause) {
        return new VaultPages(camel(), settings, pause);
    }

    /**
     * Returns settings of Kafka clients that may write: their batches fit into our topics.
     *
     * @throws io.vaultmedia.kafka.LedgerUnusableException if a topic has wrong settings
     */
    KafkaSettings kafkaForWriting() {
        KafkaSettings kafka = kafka();
        settings.topicSetup(kafka).check();
        return kafka;
    }

    /** Returns what to tell a person about a failure of Kafka: which address is at fault, and what to check. */
    CommandFailure failure(KafkaException e) {
        KafkaSettings kafka = kafka();
        KafkaException explained = new BrokerCheck(kafka).explain(e);
        return new CommandFailure(new OpeningFailure(explained).message(kafka));
    }

    CamelContext camel() {
        return main.getCamelContext();
    }

    @Override
    public void close() {
        main.shutdown();
    }
}
