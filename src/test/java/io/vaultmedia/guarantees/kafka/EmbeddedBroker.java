package io.vaultmedia.guarantees.kafka;

import io.vaultmedia.sandbox.kafka.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The sandbox's broker, in this JVM, with its data under target. */
public final class EmbeddedBroker implements Kafka {

    private final EmbeddedKafka broker;

    private EmbeddedBroker(EmbeddedKafka broker) {
        this.broker = broker;
    }

    static EmbeddedBroker start() {
        return new EmbeddedBroker(EmbeddedKafka.start(freshFolder(), 0));
    }

    /** A data folder for a broker, under target. */
    public static Path freshFolder() {
        try {
            return Files.createTempDirectory(Files.createDirectories(Path.of("target", "kafka")), "data");
        } catch (IOException e) {
            throw new UncheckedIOException("making a data folder under target/kafka", e);
        }
    }

    @Override
    public String bootstrapServers() {
        return broker.bootstrapServers();
    }

    @Override
    public void close() {
        broker.close();
    }
}
