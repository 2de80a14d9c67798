package io.vaultmedia;

import io.vaultmedia.config.ConfigurationException;
import io.vaultmedia.config.ContextSettings;
import io.vaultmedia.shard.Shards;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** The runnable application: {@code java -jar vault-media-routes.jar}. */
public final class Application {

    /** Exit code for a setting, or a topic, that only the operator can put right. */
    static final int MISCONFIGURED = 2;

    /** The first place that has a key wins. */
    private static final String PROPERTIES =
            "file:config/application.properties;optional=true,classpath:application.properties";

    private Application() {}

    /** Runs until it is told to stop. */
    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            refuse("unknown argument " + args[0].replaceFirst("(?s)=.*", "=…")
                    + ": there are none; settings come from config/application.properties,"
                    + " system properties and the environment");
        }
        // The management server's Netty would reach for sun.misc.Unsafe, and newer JVMs warn of that on the screen.
        System.setProperty("io.netty.noUnsafe", "true");
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation(PROPERTIES);
        environment(System.getenv()).forEach(main::addOverrideProperty);
        main.addMainListener(new CheckBeforeStart());
        int code = main.run(args);
        System.exit(code);
    }

    /**
     * Starts the product inside this JVM, for sandbox and tests; stop it with {@link Main#stop}.
     *
     * @param properties win over all files
     */
    public static Main start(Map<String, String> properties) throws Exception {
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation(PROPERTIES);
        properties.forEach(main::addOverrideProperty);
        main.start();
        return main;
    }

    /**
     * The component and management settings of the environment, CAMEL_COMPONENT_KAFKA_BROKERS and its like, by their names
     * as properties: Camel 4.18.0 itself passes these over.
     */
    static Map<String, String> environment(Map<String, String> variables) {
        Map<String, String> properties = new HashMap<>();
        variables.forEach((name, value) -> {
            for (String prefix : List.of("camel.component.kafka.", "camel.management.")) {
                String start = prefix.toUpperCase(Locale.ROOT).replace('.', '_');
                if (name.startsWith(start)) {
                    String rest = name.substring(start.length()).toLowerCase(Locale.ROOT);
                    properties.put(prefix + rest.replace('_', '-'), value);
                }
            }
        });
        return properties;
    }

    /** Stops a wrong start before Camel has logged a stack trace about it. */
    private static final class CheckBeforeStart extends MainListenerSupport {

        @Override
        public void beforeInitialize(BaseMainSupport main) {
            try {
                ContextSettings.read(main.getCamelContext());
            } catch (ConfigurationException e) {
                refuse(e.getMessage());
            }
        }

        @Override
        public void beforeStart(BaseMainSupport main) {
            Shards shards = main.getCamelContext().getRegistry().lookupByNameAndType("vaultShards", Shards.class);
            shards.onUnusable(e -> exit(e.getMessage()));
        }
    }

    /** Ends before anything was started, so there is nothing to stop, and nothing to be logged about it. */
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
