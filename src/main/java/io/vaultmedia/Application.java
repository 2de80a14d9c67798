package io.vaultmedia;

import io.vaultmedia.command.VaultCommand;
import io.vaultmedia.config.CamelKeys;
import io.vaultmedia.config.ContextSettings;
import io.vaultmedia.config.LogFormat;
import io.vaultmedia.config.ManagementAddress;
import io.vaultmedia.config.SettingsFile;
import io.vaultmedia.status.StatusServer;
import io.vaultmedia.status.VaultStatus;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;
import org.slf4j.LoggerFactory;

/** The runnable application: {@code java -jar vault-media-routes.jar}. */
public final class Application {

    private static final Path FILE = Path.of("config", "application.properties");

    /** The places of properties; the first match wins. */
    private static final String PROPERTIES =
            "file:config/application.properties;optional=true,classpath:application.properties";

    /** The groups of settings that can also be set by environment variables. */
    private static final List<String> FROM_ENVIRONMENT =
            List.of("camel.component.kafka.", "camel.component.http.", "camel.component.https.", "camel.management.");

    private static final String LOG_CONFIGURATION = "log4j2.configurationFile";

    private Application() {}

    /** Runs a command; without one, the product, until the process is told to stop. */
    public static void main(String[] args) {
        // Netty, in the management server, would use sun.misc.Unsafe, and newer JVMs print a warning about that.
        System.setProperty("io.netty.noUnsafe", "true");
        if (args.length > 0) {
            logOnlyTrouble();
        } else if (LogFormat.isJson(System.getenv(), FILE)) {
            logAsJson();
        }
        // In a container, the JVM takes ASCII for the terminal's encoding, and would print ? for each sign beyond it.
        System.exit(args.length == 0 ? product() : command(args));
    }

    /** Does not read the command line: that would take a fifth of a second of each start. */
    private static int product() {
        try {
            return run();
        } catch (Exception e) {
            LoggerFactory.getLogger(Application.class).error("vault-media-routes has ended", e);
            return 1;
        }
    }

    private static int command(String... args) {
        return VaultCommand.line(Application::configured, Application::run)
                .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                .execute(args);
    }

    private static int run() throws Exception {
        Main main = configured();
        main.addMainListener(new AroundTheStart());
        try {
            SettingsFile.check(FILE);
            return main.run(new String[0]);
        } catch (Exception e) {
            refuse(CamelKeys.wrong(main.getCamelContext(), e)
                    .orElseThrow(() -> e)
                    .getMessage());
            throw e;
        }
    }

    /** Returns a Camel application that knows where its properties are, and nothing else yet. */
    private static Main configured() {
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation(PROPERTIES);
        environment(System.getenv()).forEach(main::addOverrideProperty);
        main.addMainListener(new ReadFirst());
        return main;
    }

    /** Standard output belongs to what a command prints. Has to be called before the first logger is made. */
    private static void logOnlyTrouble() {
        System.setProperty("vaultLogTarget", "SYSTEM_ERR");
        System.setProperty("vaultLogLevel", "WARN");
    }

    /** Adds a second configuration to the log's own. Has to be called before the first logger is made. */
    private static void logAsJson() {
        if (System.getProperty(LOG_CONFIGURATION) == null) {
            System.setProperty(LOG_CONFIGURATION, "log4j2.properties,log4j2-json.properties");
        }
    }

    /**
     * Starts the product inside this JVM, for the sandbox and for tests. {@link Main#stop} stops it.
     *
     * @param properties override all files
     */
    public static Main start(Map<String, String> properties) throws Exception {
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation(PROPERTIES);
        properties.forEach(main::addOverrideProperty);
        main.start();
        serveStatus(main);
        return main;
    }

    /**
     * Returns the component and management settings of the environment as properties, for example
     * CAMEL_COMPONENT_KAFKA_BROKERS. Camel 4.18.0 itself ignores them. An empty variable counts as unset.
     */
    static Map<String, String> environment(Map<String, String> variables) {
        Map<String, String> properties = new HashMap<>();
        variables.forEach((name, value) -> {
            for (String prefix : FROM_ENVIRONMENT) {
                String start = prefix.toUpperCase(Locale.ROOT).replace('.', '_');
                if (name.startsWith(start) && !value.isEmpty()) {
                    String rest = name.substring(start.length()).toLowerCase(Locale.ROOT);
                    properties.put(prefix + rest.replace('_', '-'), value);
                }
            }
        });
        return properties;
    }

    /** Camel's management server is there once the context has started. */
    private static void serveStatus(BaseMainSupport main) {
        Map<String, VaultStatus> all = new LinkedHashMap<>();
        VaultMediaRoutes.bundlesOf(main.getCamelContext())
                .forEach(bundle -> all.put(bundle.settings().instance().name(), bundle.status()));
        StatusServer.serve(main.getCamelContext(), all);
    }

    /** Refuses wrong settings before Camel logs anything, and before it configures the Kafka component that they name. */
    private static final class ReadFirst extends MainListenerSupport {

        @Override
        public void beforeInitialize(BaseMainSupport main) {
            ContextSettings.read(main.getCamelContext());
        }
    }

    /** Refuses what is wrong about the settings of Camel's own, and serves the status. */
    private static final class AroundTheStart extends MainListenerSupport {

        @Override
        public void afterConfigure(BaseMainSupport main) {
            ContextSettings.checkBrokers(main.getCamelContext(), ContextSettings.read(main.getCamelContext()));
            HttpManagementServerConfigurationProperties management =
                    main.configure().httpManagementServer();
            if (management.isEnabled()) {
                ManagementAddress.check(management.getHost(), management.getPort());
            }
        }

        @Override
        public void beforeStart(BaseMainSupport main) {
            VaultMediaRoutes.bundlesOf(main.getCamelContext())
                    .forEach(bundle -> bundle.shards().onUnusable(e -> exit(e.getMessage())));
        }

        @Override
        public void afterStart(BaseMainSupport main) {
            serveStatus(main);
        }
    }

    /** Ends the JVM at once: nothing runs yet that would have to be stopped. */
    private static void refuse(String line) {
        print(line);
        Runtime.getRuntime().halt(VaultCommand.MISCONFIGURED);
    }

    private static void exit(String line) {
        print(line);
        System.exit(VaultCommand.MISCONFIGURED);
    }

    private static void print(String line) {
        System.err.println("vault-media-routes: " + line);
    }
}
