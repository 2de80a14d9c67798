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

    private final Supplier<Properties> properties;
    private volatile Properties read;

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
        return (int) number(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 1024 * 1024);
    }

    /**
     * Returns the longest time from a page's submission until Kafka's producer reports that its transaction is committed, or that
     * it failed. The page may wait for the end of one transaction, and is in the next one. In each, the first record waits
     * for Kafka at most {@code max.block.ms}, each record is delivered within {@code delivery.timeout.ms} or fails, and
     * the commit takes at most {@code max.block.ms}.
     */
    public Duration longestCommit() {
        long block = number(ProducerConfig.MAX_BLOCK_MS_CONFIG, MAX_BLOCK_MS);
        long delivery = number(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, DELIVERY_TIMEOUT_MS);
        return Duration.ofMillis(block + delivery + block).multipliedBy(2);
    }

    private long number(String key, int byDefault) {
        Properties present = read;
        if (present == null) {
            present = properties.get();
            read = present;
        }
        return Long.parseLong(present.getOrDefault(key, byDefault).toString());
    }
}
