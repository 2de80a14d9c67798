package io.vaultmedia.bench;

import io.vaultmedia.bench.jvm.GcLog;
import io.vaultmedia.bench.jvm.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/**
 * One pass of a contender over its connections, and its figures. Its time runs from the API's first request to the
 * moment when a {@code read_committed} consumer can read its last variant. The partitions' last stable offsets are
 * read every 10 ms; the last time that one of them moved is the end. Both times are this machine's clock. Immutable.
 *
 * @param variants the number of published variants
 * @param micros the time it took
 * @param requests the number of requests that the API received
 * @param digest of all records, see {@link Readback}
 */
record Pass(long variants, long micros, long requests, Usage usage, long digest) {
    private static final Duration STEP = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Lets the contender scan, waits, measures, and checks that each record can be read back, once. */
    static Pass run(Stage stage, Contender contender, Vaults vaults) throws Exception {
        Instant from = contender.jvm().collect();
        Topics topics = contender.topics();
        Map<TopicPartition, Long> starts = topics.readable(topics.partitions());
        long cpuBefore = contender.jvm().cpu().toMillis();
        contender.scan(vaults);
        return finish(stage, contender, vaults, from, cpuBefore, starts);
    }

    /** Measures the connections that the contender was started with. */
    static Pass runFirst(Stage stage, Contender contender, Vaults vaults) throws Exception {
        Map<TopicPartition, Long> starts =
                contender.awaitPartitions().stream().collect(Collectors.toMap(partition -> partition, partition -> 0L));
        return finish(stage, contender, vaults, Instant.EPOCH, 0, starts);
    }

    private static Pass finish(
            Stage stage,
            Contender contender,
            Vaults vaults,
            Instant from,
            long cpuBefore,
            Map<TopicPartition, Long> starts)
            throws Exception {
        Watch watch = new Watch(stage.apiClient(), contender, vaults, starts);
        Awaitility.await()
                .atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(STEP)
                .until(watch::isOver);
        Instant to = contender.jvm().collect();
        GcLog heap = contender.jvm().gcLog();
        Readback readback = Readback.of(stage.brokers(), starts, vaults.group());
        readback.require(vaults.variants(), vaults.group());
        watch.requireOver();
        return new Pass(
                readback.records(),
                watch.micros(),
                watch.requests().requests(),
                new Usage(watch.cpuMillis() - cpuBefore, heap.allocated(from, to), heap.peak(from, to)),
                readback.digest());
    }

    double variantsPerSecond() {
        return variants * 1e6 / micros;
    }
}
