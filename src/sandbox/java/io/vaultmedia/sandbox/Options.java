package io.vaultmedia.sandbox;

import io.vaultmedia.sandbox.net.FreePort;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;

/**
 * How the sandbox is to run; each is set by {@code -Dsandbox.<name>=<value>}. Immutable.
 *
 * @param runFor {@code for}: how long; empty: until Ctrl-C
 * @param items {@code items}: how many media items each connection has at the start, two variants each
 * @param rate {@code rate}: new media items a second, over all connections; 0 for none
 * @param latency {@code latency}: how long each of the API's answers takes
 * @param faults {@code faults}: the share of requests that fail, 0 to 1
 * @param pollInterval {@code poll.interval}: passed on as vault.poll.interval
 * @param seed {@code seed}: of everything that is random
 * @param apiPort {@code api.port}: of the simulated API; 0 for a free one
 * @param kafkaPort {@code kafka.port}: of the broker; 0 for a free one
 * @param managementPort {@code management.port}: of the product's health and metrics; 0 for a free one
 * @param log {@code log}: the file that the log goes to; by default one for each management port
 * @param product what is set of the product's own keys ({@code -Dvault.…}, {@code -Dcamel.…}); it wins
 */
public record Options(
        Optional<Duration> runFor,
        int items,
        double rate,
        Duration latency,
        double faults,
        Duration pollInterval,
        long seed,
        int apiPort,
        int kafkaPort,
        int managementPort,
        String log,
        Map<String, String> product) {
    private static final int MANAGEMENT_PORT = 9876;

    /** Copies the properties, so that they are immutable. */
    public Options {
        product = Map.copyOf(product);
    }

    /**
     * Reads the options from system properties. Options that are not set have their defaults.
     *
     * @throws InvalidOptionException if an option is unknown or invalid
     */
    public static Options of(Properties properties) {
        OptionValues values = new OptionValues(properties, "sandbox.");
        Options options = new Options(
                values.optionalDuration("for"),
                (int) values.number("items", 2_000, 0, 10_000_000),
                values.number("rate", 2, 0, 10_000),
                values.duration("latency", Duration.ofMillis(50)),
                values.number("faults", 0, 0, 1),
                values.duration("poll.interval", Duration.ofSeconds(1)),
                (long) values.number("seed", 1, 0, Integer.MAX_VALUE),
                values.port("api.port", 0),
                values.port("kafka.port", 0),
                values.port("management.port", MANAGEMENT_PORT),
                values.text("log", null),
                productKeys(properties));
        values.refuseUnknown();
        return options;
    }

    /**
     * Returns the same with a management port that is free, and a log file that no other sandbox writes.
     *
     * @throws IllegalStateException if the wanted port is taken; the message is one line that says what helps
     */
    Options placed() {
        int port;
        try {
            port = FreePort.of(managementPort, "management");
        } catch (IllegalStateException e) {
            throw new IllegalStateException(
                    e.getMessage() + ". Does another sandbox run? -Dsandbox.management.port=0 takes a free port", e);
        }
        String suffix = port == MANAGEMENT_PORT ? "" : "-" + port;
        String file = log == null ? "target/sandbox" + suffix + ".log" : log;
        return new Options(
                runFor, items, rate, latency, faults, pollInterval, seed, apiPort, kafkaPort, port, file, product);
    }

    private static Map<String, String> productKeys(Properties properties) {
        Map<String, String> keys = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            if (key.startsWith("vault.") || key.startsWith("camel.")) {
                keys.put(key, properties.getProperty(key));
            }
        }
        return keys;
    }
}
