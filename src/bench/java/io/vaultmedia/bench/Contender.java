package io.vaultmedia.bench;

import io.vaultmedia.bench.jvm.Jvm;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** Who polls the API and publishes what is stored, in a JVM of its own. For one thread. */
interface Contender extends AutoCloseable {
    /** Has it scan these connections, too, each once; returns at once. */
    void scan(Vaults vaults) throws IOException;

    /** Where it publishes. */
    Topics topics();

    Jvm jvm();

    /** Waits until it, or somebody before it, has made its topics. */
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
