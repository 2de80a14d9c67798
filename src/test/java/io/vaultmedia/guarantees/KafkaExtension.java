package io.vaultmedia.guarantees;

import io.vaultmedia.sandbox.kafka.EmbeddedKafka;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;

/**
 * A real broker for tests: one embedded broker for all classes of a test run, or the cluster that {@code
 * -Dkafka.bootstrap.servers} names. Each test takes topics of its own by a prefix of its own.
 */
public final class KafkaExtension implements BeforeAllCallback {

    private static final String GIVEN = "kafka.bootstrap.servers";
    private static final AtomicInteger PREFIXES = new AtomicInteger();

    private static String bootstrapServers;

    @Override
    public void beforeAll(ExtensionContext context) {
        context.getRoot()
                .getStore(Namespace.create(KafkaExtension.class))
                .getOrComputeIfAbsent("kafka", key -> open(), AutoCloseable.class);
    }

    /** The value for {@code bootstrap.servers}. */
    public static String bootstrapServers() {
        return bootstrapServers;
    }

    /** A topic prefix and group that nobody else has. */
    public static String freshPrefix() {
        return "test-" + ProcessHandle.current().pid() + "-" + PREFIXES.incrementAndGet();
    }

    private static AutoCloseable open() {
        String given = System.getProperty(GIVEN);
        if (given != null) {
            bootstrapServers = given;
            return () -> {};
        }
        EmbeddedKafka kafka = EmbeddedKafka.start(freshFolder(), 0);
        bootstrapServers = kafka.bootstrapServers();
        return new Resource(kafka);
    }

    /** A data folder for a broker, under target. */
    static Path freshFolder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target/kafka")), "data");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("making a data folder under target/kafka", e);
        }
    }

    private record Resource(EmbeddedKafka kafka) implements AutoCloseable {
        @Override
        public void close() {
            kafka.close();
        }
    }
}
