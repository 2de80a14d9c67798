package io.vaultmedia;

import java.util.Map;
import org.apache.camel.main.Main;

/** The runnable application. */
public final class Application {
    private Application() {}

    public static void main(String[] args) throws Exception {
        new Main().run(args);
    }

    /** Starts the product inside this JVM. */
    public static Main start(Map<String, String> properties) throws Exception {
        Main main = new Main();
        properties.forEach(main::addProperty);
        main.start();
        return main;
    }
}
