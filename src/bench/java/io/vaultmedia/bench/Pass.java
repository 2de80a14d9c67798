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
 * Connections, each scanned once by one contender, and what it took. Its time is from the API's first request to the moment
 * at which a {@code read_committed} consumer can read its last variant: partitions' last stable offsets are looked at each
 * 10 ms, and the last time that one moved is the end. Both are this machine's clock. Immutable.
 *
 * @param variants how many were published
 * @param micros the time it took
 * @param requests how many the API saw
 * @param digest of all records, see {@link Readback}
 */
record Pass(long variants, long micros, long requests, Usage usage, long digest) {
    private static final Duration STEP = Duration.ofMillis(10);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** Has it scanned, waits, measures, and reads back that everything is there, once. */
    static Pass run(Stage stage, Contender contender, Vaults vaults) throws Exception {
        Instant from = contender.jvm().collect();
        Topics topics = contender.topics();
        Map<TopicPartition, Long> starts = topics.readable(topics.partitions());
        long cpuBefore = contender.jvm().cpu().toMillis();
        contender.scan(vaults);
        return finish(stage, contender, vaults, from, cpuBefore, starts);
    }

    /** The same for those that the contender was started with. */
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
