package io.vaultmedia.sandbox;

import io.vaultmedia.Application;
import java.util.Map;

/** What runs in the sandbox: started with properties, stopped by closing what it returns. */
@FunctionalInterface
interface Product {
    AutoCloseable start(Map<String, String> properties) throws Exception;

    /** The real one, in this JVM. */
    static Product application() {
        return properties -> Application.start(properties)::stop;
    }
}
