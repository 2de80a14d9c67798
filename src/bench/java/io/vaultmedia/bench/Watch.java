package io.vaultmedia.bench;

import io.vaultmedia.bench.api.RequestCount;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Looks at one contender's pass, again and again, until as much is readable as there are variants, and nothing more has
 * become so for a while; the moment before that is the end. The broker is asked only once all pages were: who looks on must
 * not be in the way. Not thread safe, but for one thread at a time.
 */
final class Watch {
    /** What comes later is found by {@link #requireOver}. */
    private static final long QUIET_MICROS = 200_000;

    private final ApiClient api;
    private final Contender contender;
    private final Vaults vaults;
    private final Map<TopicPartition, Long> starts;
    private RequestCount requests;
    private Map<TopicPartition, Long> readable = Map.of();
    private long end;
    private long cpuMillis;

    Watch(ApiClient api, Contender contender, Vaults vaults, Map<TopicPartition, Long> starts) {
        this.api = api;
        this.contender = contender;
        this.vaults = vaults;
        this.starts = starts;
    }

    boolean isOver() throws Exception {
        contender.jvm().requireAlive();
        requests = api.requests(vaults);
        if (requests.requests() < vaults.pages()) {
            return false;
        }
        Map<TopicPartition, Long> now = contender.topics().readable(starts.keySet());
        long at = RequestCount.micros();
        if (!now.equals(readable)) {
            readable = now;
            end = at;
            cpuMillis = contender.jvm().cpu().toMillis();
        }
        return isAllReadable() && at - end > QUIET_MICROS;
    }

    /** Markers of transactions count, too: the readback looks closer. */
    private boolean isAllReadable() {
        return starts.entrySet().stream()
                        .mapToLong(start -> readable.get(start.getKey()) - start.getValue())
                        .sum()
                >= vaults.variants();
    }

    /** Fails if something has become readable since. */
    void requireOver() throws Exception {
        if (!contender.topics().readable(starts.keySet()).equals(readable)) {
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
