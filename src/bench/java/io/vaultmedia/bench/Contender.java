package io.vaultmedia.bench;

import io.vaultmedia.bench.jvm.Jvm;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** A program that polls the API and publishes stored variants, in its own JVM. For one thread. */
interface Contender extends AutoCloseable {
    /** Lets it scan these connections, too, once each; returns at once. */
    void scan(Vaults vaults) throws IOException;

    /** Returns the topics that it publishes to. */
    Topics topics();

    Jvm jvm();

    /** Waits until its topics exist. */
    default List<TopicPartition> awaitPartitions() {
        return Awaitility.await()
                .atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () -> {
                            jvm().requireAlive();
                            return topics().partitions();
                        },
                        found -> !found.isEmpty());
    }

    @Override
    void close();
}
