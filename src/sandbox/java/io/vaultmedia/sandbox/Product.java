package io.vaultmedia.sandbox;

import io.vaultmedia.Application;
import java.util.Map;

/** The product that runs in the sandbox. It is started with properties, and stopped by closing the returned object. */
@FunctionalInterface
interface Product {
    AutoCloseable start(Map<String, String> properties) throws Exception;

    /** The real one, in this JVM. */
    static Product application() {
        return properties -> Application.start(properties)::stop;
    }
}
