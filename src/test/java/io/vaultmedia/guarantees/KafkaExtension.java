package io.vaultmedia.guarantees;

import io.vaultmedia.guarantees.kafka.EmbeddedBroker;
import io.vaultmedia.guarantees.kafka.Kafka;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * One Kafka for all classes of a test run that ask for it by {@link WithKafka}: {@code -Dkafka=embedded} (the default),
 * {@code container}, or the address of a cluster. Each test takes topics of its own by a prefix of its own.
 */
public final class KafkaExtension implements BeforeAllCallback {

    private static final AtomicInteger PREFIXES = new AtomicInteger();

    private static Kafka kafka;

    @Override
    public void beforeAll(ExtensionContext context) {
        kafka = context.getRoot()
                .getStore(Namespace.create(KafkaExtension.class))
                .getOrComputeIfAbsent(
                        Kafka.class, key -> Kafka.open(System.getProperty("kafka", "embedded")), Kafka.class);
    }

    static Kafka kafka() {
        return kafka;
    }

    /** The value for {@code bootstrap.servers}. */
    public static String bootstrapServers() {
        return kafka.bootstrapServers();
    }

    /** A topic prefix and group that nobody else has. */
    public static String freshPrefix() {
        return "test-" + ProcessHandle.current().pid() + "-" + PREFIXES.incrementAndGet();
    }

    /** A data folder for a broker of one's own, under target. */
    public static Path freshFolder() {
        return EmbeddedBroker.freshFolder();
    }
}
