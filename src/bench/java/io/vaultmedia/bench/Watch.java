package io.vaultmedia.bench;

import io.vaultmedia.bench.api.RequestCount;
import java.util.Collection;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks at one contender's pass, again and again, until all pages were asked for and nothing has become readable for a
 * second; the moment before that is the end. Not thread safe, but for one thread at a time.
 */
final class Watch {
    private static final long QUIET_MICROS = 1_000_000;

    private final ApiClient api;
    private final Contender contender;
    private final Vaults vaults;
    private final Collection<TopicPartition> partitions;
    private RequestCount requests;
    private Map<TopicPartition, Long> readable = Map.of();
    private long end;
    private long cpuMillis;

    Watch(ApiClient api, Contender contender, Vaults vaults, Collection<TopicPartition> partitions) {
        this.api = api;
        this.contender = contender;
        this.vaults = vaults;
        this.partitions = partitions;
    }

    boolean isOver() throws Exception {
        contender.jvm().requireAlive();
        Map<TopicPartition, Long> now = contender.topics().readable(partitions);
        long at = RequestCount.micros();
        if (!now.equals(readable)) {
            readable = now;
            end = at;
            cpuMillis = contender.jvm().cpu().toMillis();
        }
        requests = api.requests(vaults);
        return requests.requests() >= vaults.pages() && at - end > QUIET_MICROS;
    }

    /** Fails if something has become readable since. */
    void requireOver() throws Exception {
        if (!contender.topics().readable(partitions).equals(readable)) {
            throw new IllegalStateException("what was taken for the end of " + vaults.group() + " was none");
        }
    }

    /** From the first request to the end. */
    long micros() {
        return end - requests.firstMicros();
    }

    RequestCount requests() {
        return requests;
    }

    /** CPU time that the contender had used by the end, since it was started. */
    long cpuMillis() {
        return cpuMillis;
    }
}
