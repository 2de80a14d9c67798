package io.vaultmedia;

import io.vaultmedia.config.CamelKeys;
import io.vaultmedia.config.ContextSettings;
import io.vaultmedia.config.ManagementAddress;
import io.vaultmedia.config.SettingsFile;
import io.vaultmedia.shard.Shards;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.HttpManagementServerConfigurationProperties;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** The runnable application: {@code java -jar vault-media-routes.jar}. */
public final class Application {

    /** The exit code if a setting or a topic is wrong. */
    static final int MISCONFIGURED = 2;

    private static final Path FILE = Path.of("config", "application.properties");

    /** The places of properties; the first match wins. */
    private static final String PROPERTIES =
            "file:config/application.properties;optional=true,classpath:application.properties";

    /** The groups of settings that can also be set by environment variables. */
    private static final List<String> FROM_ENVIRONMENT =
            List.of("camel.component.kafka.", "camel.component.http.", "camel.component.https.", "camel.management.");

    private Application() {}

    /** Runs until the process is told to stop. */
    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            refuse("unknown argument " + args[0].replaceFirst("(?s)=.*", "=…")
                    + ": the application takes none; set it up by the environment, system properties or "
                    + FILE);
        }
        // Netty, in the management server, would use sun.misc.Unsafe, and newer JVMs print a warning about that.
        System.setProperty("io.netty.noUnsafe", "true");
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation(PROPERTIES);
        environment(System.getenv()).forEach(main::addOverrideProperty);
        main.addMainListener(new CheckBeforeStart());
        System.exit(run(main, args));
    }

    private static int run(Main main, String... args) throws Exception {
        try {
            SettingsFile.check(FILE);
            return main.run(args);
        } catch (Exception e) {
            refuse(CamelKeys.wrong(main.getCamelContext(), e)
                    .orElseThrow(() -> e)
                    .getMessage());
            throw e;
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

    /** Refuses wrong settings before Camel logs anything. */
    private static final class CheckBeforeStart extends MainListenerSupport {

        @Override
        public void beforeInitialize(BaseMainSupport main) {
            ContextSettings.read(main.getCamelContext());
        }

        @Override
        public void afterConfigure(BaseMainSupport main) {
            ContextSettings.checkBrokers(main.getCamelContext());
            HttpManagementServerConfigurationProperties management =
                    main.configure().httpManagementServer();
            if (management.isEnabled()) {
                ManagementAddress.check(management.getHost(), management.getPort());
            }
        }

        @Override
        public void beforeStart(BaseMainSupport main) {
            Shards shards = main.getCamelContext().getRegistry().lookupByNameAndType("vaultShards", Shards.class);
            shards.onUnusable(e -> exit(e.getMessage()));
        }
    }

    /** Ends the JVM at once: nothing runs yet that would have to be stopped. */
    private static void refuse(String line) {
        print(line);
        Runtime.getRuntime().halt(MISCONFIGURED);
    }

    private static void exit(String line) {
        print(line);
        System.exit(MISCONFIGURED);
    }

    private static void print(String line) {
        System.err.println("vault-media-routes: " + line);
    }
}
