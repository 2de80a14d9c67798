package io.vaultmedia.sandbox.console;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads everything that is committed on the variant topics, from the beginning, on its own thread. Topics may appear
 * later. Thread safe.
 */
public final class PublishedReader implements AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<String, String> consumer;
    private final Consumer<PublishedVariant> listener;
    private final Thread thread = new Thread(this::read, "published-reader");
    private volatile CountDownLatch caughtUp = new CountDownLatch(0);
    private volatile boolean closed;

    private PublishedReader(KafkaConsumer<String, String> consumer, Consumer<PublishedVariant> listener) {
        this.consumer = consumer;
        this.listener = listener;
    }

    /** Starts reading; the listener is called on the reader's thread. */
    public static PublishedReader start(
            String bootstrapServers, String topicPrefix, Consumer<PublishedVariant> listener) {
        return start(Map.of("bootstrap.servers", bootstrapServers), "vault-sandbox", topicPrefix, listener);
    }

    /**
     * The same.
     *
     * @param client settings of a Kafka client
     * @param group the consumer group; it never has offsets
     */
    public static PublishedReader start(
            Map<String, String> client, String group, String topicPrefix, Consumer<PublishedVariant> listener) {
        Map<String, Object> settings = new HashMap<>(client);
        settings.put("group.id", group);
        settings.put("isolation.level", "read_committed");
        settings.put("auto.offset.reset", "earliest");
        settings.put("enable.auto.commit", "false");
        settings.put("metadata.max.age.ms", "500");
        KafkaConsumer<String, String> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer());
        consumer.subscribe(Pattern.compile(Pattern.quote(topicPrefix) + "\\.(image|video|audio|other)"));
        PublishedReader reader = new PublishedReader(consumer, listener);
        reader.thread.setDaemon(true);
        reader.thread.start();
        return reader;
    }

    /** Returns when it has read all records that are committed by now, or reading has ended. */
    public void catchUp() throws InterruptedException {
        CountDownLatch latch = new CountDownLatch(1);
        caughtUp = latch;
        boolean reached = false;
        while (!reached && thread.isAlive()) {
            reached = latch.await(POLL.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void close() {
        closed = true;
        consumer.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() {
        try (consumer) {
            while (!closed) {
                consumer.poll(POLL).forEach(record -> listener.accept(PublishedVariant.of(record)));
                if (caughtUp.getCount() > 0 && isAtEnd()) {
                    caughtUp.countDown();
                }
            }
        } catch (WakeupException e) {
            closed = true;
        }
    }

    private boolean isAtEnd() {
        return consumer.endOffsets(consumer.assignment()).entrySet().stream()
                .allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }
}
