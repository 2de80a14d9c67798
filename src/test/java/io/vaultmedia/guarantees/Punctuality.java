package io.vaultmedia.guarantees;

import io.vaultmedia.sandbox.api.ApiRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How late polls of one page came, by the simulator's log: a connection's poll is due an interval after its request before.
 * A poll that has not come by the end counts as late as it is by then. Immutable.
 */
final class Punctuality {

    private final List<Long> lateNanos = new ArrayList<>();
    private long shortestNanos = Long.MAX_VALUE;

    /**
     * Looks at the polls of these connections that were due in a while.
     *
     * @param requests oldest first, from before its begin on
     * @param begin the while's, as System.nanoTime
     * @param end the same; now or earlier
     */
    Punctuality(List<ApiRequest> requests, Collection<String> connections, Duration interval, long begin, long end) {
        Map<String, Long> due = new HashMap<>();
        connections.forEach(connection -> due.put(connection, begin));
        for (ApiRequest request : requests) {
            Long dueAt = due.get(request.connectionId());
            if (dueAt != null && request.nanoTime() <= end) {
                note(request.nanoTime(), dueAt, interval, begin);
                due.put(request.connectionId(), request.nanoTime() + interval.toNanos());
            }
        }
        due.values().stream().filter(dueAt -> dueAt < end).forEach(dueAt -> lateNanos.add(end - dueAt));
        Collections.sort(lateNanos);
    }

    private void note(long asked, long dueAt, Duration interval, long begin) {
        if (dueAt - begin > 0) {
            lateNanos.add(asked - dueAt);
            shortestNanos = Math.min(shortestNanos, asked - dueAt + interval.toNanos());
        }
    }

    int polls() {
        return lateNanos.size();
    }

    /** The shortest time from one request of a connection to its next. */
    Duration shortestInterval() {
        return Duration.ofNanos(shortestNanos);
    }

    /** Returns the delay that this percentage of the polls did not exceed; negative if they were early. */
    Duration late(double percent) {
        int index = (int) Math.ceil(percent / 100 * lateNanos.size()) - 1;
        return Duration.ofNanos(lateNanos.get(Math.max(0, index)));
    }

    @Override
    public String toString() {
        return String.format(
                "polls %,d, late by p50 %d ms, p90 %d ms, p99 %d ms, at most %d ms",
                polls(),
                late(50).toMillis(),
                late(90).toMillis(),
                late(99).toMillis(),
                late(100).toMillis());
    }
}
