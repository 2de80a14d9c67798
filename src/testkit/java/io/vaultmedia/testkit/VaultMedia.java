package io.vaultmedia.testkit;

import io.vaultmedia.sandbox.api.Vault;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A simulated Vault+ API with one connection, and a real Kafka broker, for the tests of an application that uses
 * vault-media-routes. JUnit tests get it by {@link WithVaultMedia}; others by {@link #start}. Its topics and its consumer
 * group belong to it alone. Thread safe.
 */
public final class VaultMedia implements AutoCloseable {

    /** The alias of the connection: what records have in place of its id. */
    public static final String ALIAS = "test";

    private static final String CONNECTION_ID = "conn_test0000000000000001";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final AtomicInteger STARTED = new AtomicInteger();

    private final VaultSimulator api = VaultSimulator.start();
    private final String prefix = "vault-media-" + ProcessHandle.current().pid() + "-" + STARTED.incrementAndGet();
    private final String bootstrapServers;
    private final PublishedRecords records;

    private VaultMedia(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
        this.records = new PublishedRecords(bootstrapServers, prefix);
        api.vault(CONNECTION_ID);
    }

    /** Starts an API, and the broker unless it runs already. */
    public static VaultMedia start() {
        return new VaultMedia(SharedBroker.bootstrapServers());
    }

    /**
     * Returns the Camel properties that connect the routes with this API and this broker, {@code camel.component.kafka.brokers}
     * among them. They poll five times a second. The caller may change the map.
     */
    public Map<String, String> settings() {
        Map<String, String> settings = new TreeMap<>();
        settings.put("vault.api.base-url", api.baseUrl().toString());
        settings.put("vault.api.key", api.apiKey());
        settings.put("vault.connections", ALIAS + "=" + CONNECTION_ID);
        settings.put("vault.poll.interval", "200ms");
        settings.put("vault.shards", "1");
        settings.put("vault.group", prefix);
        settings.put("vault.topic.prefix", prefix);
        settings.put("camel.component.kafka.brokers", bootstrapServers);
        return settings;
    }

    /** Returns the vault of the connection: tests add items to it, and store their variants. */
    public Vault vault() {
        return api.vault(CONNECTION_ID);
    }

    /** Returns the API itself: its faults, the requests that it received, and further connections. */
    public VaultSimulator api() {
        return api;
    }

    /** Returns the value for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return bootstrapServers;
    }

    /** Returns the topic of this name, such as {@code image}, below the prefix of this instance. */
    public String topic(String name) {
        return prefix + "." + name;
    }

    /** Returns all records that are committed by now, but for those that the routes write for themselves. */
    public List<PublishedRecord> published() {
        return records.all();
    }

    /**
     * Waits until at least this many records are committed, and returns all that are.
     *
     * @throws AssertionError if there are fewer after a minute
     */
    public List<PublishedRecord> awaitPublished(int count) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        List<PublishedRecord> published = published();
        while (published.size() < count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(published.size() + " records were published within " + PATIENCE.toSeconds()
                        + " s, not " + count + "; requests to the API: "
                        + api.requests().count());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
            published = published();
        }
        return published;
    }

    /** Stops the API. The broker and the topics remain. */
    @Override
    public void close() {
        api.close();
    }
}
