package io.vaultmedia.sandbox.chaos;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * What a {@link Cluster} is made of. Immutable.
 *
 * @param folder for logs and settings, absolute; it has to exist
 * @param brokers our own, or those of somebody else
 * @param kafka further settings of all Kafka clients, such as those of TLS and SASL
 * @param prefix of the product's topics; its group has the same name
 * @param app the folder of the packaged application, absolute
 * @param seed of the API's live traffic and faults
 * @param items in each connection's vault, of two stored variants each
 * @param product further settings of the replicas
 */
record ClusterSetup(
        Path folder,
        Brokers brokers,
        Map<String, String> kafka,
        String prefix,
        Path app,
        long seed,
        int items,
        Map<String, String> product) {

    static final int REPLICAS = 3;

    /** Long enough to see that two replicas poll one connection. */
    static final Duration LATENCY = Duration.ofMillis(50);

    private static final String BOOTSTRAP_SERVERS = "bootstrap.servers";

    ClusterSetup {
        kafka = Map.copyOf(kafka);
        product = Map.copyOf(product);
    }

    /**
     * Returns one of this build's application and of brokers of its own. Its folder, which has all logs, is in {@code
     * target/chaos}. {@code -Dapp=<folder>} takes another application than {@code target/app}: one with other libraries, for
     * example.
     *
     * @param brokers 1, or 3 that replicate
     */
    static ClusterSetup ofBuild(String name, long seed, int items, Map<String, String> product, int brokers) {
        Path folder = freshFolder(name);
        Path app = Path.of("target").toAbsolutePath().resolve(System.getProperty("app", "app"));
        return new ClusterSetup(folder, Brokers.of(folder, brokers), Map.of(), "chaos", app, seed, items, product);
    }

    private static Path freshFolder(String name) {
        try {
            Path all = Files.createDirectories(Path.of("target", "chaos").toAbsolutePath());
            return Files.createTempDirectory(all, name + "-");
        } catch (IOException e) {
            throw new UncheckedIOException("making a folder for " + name + " under target/chaos", e);
        }
    }

    /** Returns the settings of a Kafka client that is not the product's. */
    Map<String, String> client() {
        Map<String, String> client = new HashMap<>(kafka);
        client.put(BOOTSTRAP_SERVERS, brokers.bootstrapServers());
        return client;
    }

    ApiProcess startApi() {
        Path client = SettingsFile.write(folder.resolve("client.properties"), client());
        return ApiProcess.start(
                folder.resolve("api.log"),
                new ApiOptions(
                        folder.resolve("journal").toString(),
                        seed,
                        items,
                        LATENCY,
                        client.toString(),
                        prefix,
                        REPLICAS));
    }

    /** Returns a replica that is not started yet. */
    Replica replica(int number, ApiProcess api) {
        Map<String, String> settings = new HashMap<>();
        settings.put("vault.api.base-url", api.door(number).toString());
        settings.put("vault.api.key", api.key());
        settings.put("vault.connections", Accounts.setting());
        settings.put("vault.poll.interval", "500ms");
        settings.put("vault.backoff.max", "2s");
        settings.put("vault.scan.overlap", "30s");
        settings.put("vault.group", prefix);
        settings.put("vault.topic.prefix", prefix);
        settings.put("camel.component.kafka.brokers", brokers.bootstrapServers());
        kafka.forEach((key, value) -> settings.put("camel.component.kafka.additional-properties[" + key + "]", value));
        settings.putAll(product);
        return new Replica(number, folder, app, settings);
    }
}
