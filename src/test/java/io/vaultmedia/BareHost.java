package io.vaultmedia;

import java.util.Map;
import org.apache.camel.main.Main;

/** A host application that has Camel Main and the library, and nothing else. */
public final class BareHost {

    private BareHost() {}

    /** Starts it with these properties; what is returned stops it. */
    public static AutoCloseable start(Map<String, String> properties) throws Exception {
        Main host = new Main();
        host.setDefaultPropertyPlaceholderLocation("false");
        host.addInitialProperty("camel.main.routesIncludePattern", "classpath:io/vaultmedia/routes/*.camel.yaml");
        properties.forEach(host::addInitialProperty);
        host.start();
        return host::stop;
    }
}
