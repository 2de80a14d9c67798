package io.vaultmedia.kafka;

import java.time.Duration;
import java.util.Properties;
import java.util.function.Supplier;
import org.apache.kafka.clients.producer.ProducerConfig;

/**
 * What Kafka's producers take, and how long they try, by the settings of the component. They are read once somebody asks: then
 * the component is known to be set up. Thread safe.
 */
public final class ProducerLimits {

    private static final int DELIVERY_TIMEOUT_MS = 120_000;
    private static final int MAX_BLOCK_MS = 60_000;
    private static final int MAX_REQUEST_SIZE = 1024 * 1024;

    private final Supplier<Properties> properties;
    private volatile Limits read;

    private record Limits(int maxRecordBytes, Duration longestCommit) {}

    /** Limits of the producers with these settings. */
    public ProducerLimits(KafkaSettings settings) {
        this(() -> settings.producer(""));
    }

    /** Limits of a producer with these properties. */
    public ProducerLimits(Supplier<Properties> properties) {
        this.properties = properties;
    }

    /** Returns the size in bytes of the largest record. */
    public int maxRecordBytes() {
        return limits().maxRecordBytes();
    }

    /**
     * Returns the longest time from a page's submission until Kafka's producer reports that its transaction is committed, or that
     * it failed. The page may wait for the end of one transaction, and is in the next one. In each, the first record waits
     * for Kafka at most {@code max.block.ms}, each record is delivered within {@code delivery.timeout.ms} or fails, and
     * the commit takes at most {@code max.block.ms}.
     */
    public Duration longestCommit() {
        return limits().longestCommit();
    }

    private Limits limits() {
        Limits present = read;
        if (present == null) {
            present = limits(properties.get());
            read = present;
        }
        return present;
    }

    private static Limits limits(Properties properties) {
        long block = number(properties, ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        long delivery = number(properties, ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        return new Limits(
                (int) number(properties, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, MAX_REQUEST_SIZE),
                Duration.ofMillis(block + delivery + block).multipliedBy(2));
    }

    private static long number(Properties properties, String key, int byDefault) {
        return Long.parseLong(properties.getOrDefault(key, byDefault).toString());
    }
}
