package io.vaultmedia.bench;

import io.vaultmedia.bench.api.RequestCount;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Observes one contender's pass until all variants are readable and the offsets have stopped moving; the last move is
 * the end. It asks the broker only after all pages were requested, so that it does not disturb the measurement. Not
 * thread safe; for one thread at a time.
 */
final class Watch {
    /** {@link #requireOver} finds records that arrive later. */
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

    /** Transaction markers count too; the readback checks the records. */
    private boolean isAllReadable() {
        return starts.entrySet().stream()
                        .mapToLong(start -> readable.get(start.getKey()) - start.getValue())
                        .sum()
                >= vaults.variants();
    }

    /** Fails if a record has become readable since. */
    void requireOver() throws Exception {
        if (!contender.topics().readable(starts.keySet()).equals(readable)) {
            throw new IllegalStateException(
                    "records of " + vaults.group() + " arrived after the end of the measurement");
        }
    }

    /** Returns the time from the first request to the end. */
    long micros() {
        return end - requests.firstMicros();
    }

    RequestCount requests() {
        return requests;
    }

    /** Returns the CPU time that the contender had used by the end, since its start. */
    long cpuMillis() {
        return cpuMillis;
    }
}
