package io.vaultmedia;

import io.vaultmedia.ledger.Shards;
import java.util.Map;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** The runnable application: {@code java -jar vault-media-routes.jar}. */
public final class Application {

    /** Exit code for a setting, or a topic, that only the operator can put right. */
    static final int MISCONFIGURED = 2;

    private static final String PROPERTIES =
            "classpath:application.properties,file:config/application.properties;optional=true";

    private Application() {}

    /** Runs until it is told to stop. */
    public static void main(String[] args) throws Exception {
        if (args.length > 0) {
            exit("unknown argument " + args[0] + ": there are none; settings come from config/application.properties,"
                    + " system properties and the environment");
        }
        Main main = new Main();
        main.setDefaultPropertyPlaceholderLocation(PROPERTIES);
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

    /** Stops a wrong start before Camel has logged a stack trace about it. */
    private static final class CheckBeforeStart extends MainListenerSupport {

        @Override
        public void beforeInitialize(BaseMainSupport main) {
            try {
                VaultMediaRoutes.readSettings(main.getCamelContext());
            } catch (ConfigurationException e) {
                exit(e.getMessage());
            }
        }

        @Override
        public void afterStart(BaseMainSupport main) {
            Shards shards = main.getCamelContext().getRegistry().lookupByNameAndType("vaultShards", Shards.class);
            shards.onUnusable(e -> exit(e.getMessage()));
        }
    }

    private static void exit(String line) {
        System.err.println("vault-media-routes: " + line);
        System.exit(MISCONFIGURED);
    }
}
