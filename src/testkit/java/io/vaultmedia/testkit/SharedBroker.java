package io.vaultmedia.testkit;

import io.vaultmedia.sandbox.kafka.EmbeddedKafka;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** One broker for all tests of this JVM. It starts when it is first needed, and ends with the JVM. Thread safe. */
final class SharedBroker {

    private static EmbeddedKafka broker;

    private SharedBroker() {}

    /** Returns the value for {@code bootstrap.servers}. */
    static synchronized String bootstrapServers() {
        if (broker == null) {
            Path folder = newFolder();
            broker = EmbeddedKafka.start(folder.resolve("data"), 0);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(folder), "stop-kafka"));
        }
        return broker.bootstrapServers();
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("vault-media-kafka-");
        } catch (IOException e) {
            throw new UncheckedIOException("making a data folder for Kafka", e);
        }
    }

    private static synchronized void stop(Path folder) {
        broker.close();
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("deleting Kafka's data folder " + folder, e);
        }
    }
}
