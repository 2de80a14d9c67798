package io.vaultmedia.sandbox.api;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The requests to the simulator. A request is added when it arrives, with the status that it will get, so a client
 * that has the response finds its request here. The counts are exact. Of the requests, the last 10,000 are kept.
 *
 * <p>Thread safe.
 */
public final class RequestLog {
    private static final int KEPT = 10_000;

    private final Deque<ApiRequest> last = new ArrayDeque<>();
    private final Map<Integer, Long> byStatus = new TreeMap<>();
    private final Map<String, Long> byConnection = new HashMap<>();
    private final Set<String> headerNames = new TreeSet<>();
    private long count;
    private long otherMethods;

    RequestLog() {}

    synchronized void enter(ApiRequest request) {
        count++;
        otherMethods += request.method().equals("GET") ? 0 : 1;
        byStatus.merge(request.status(), 1L, Long::sum);
        byConnection.merge(request.connectionId(), 1L, Long::sum);
        headerNames.addAll(request.headerNames());
        if (last.size() == KEPT) {
            last.removeFirst();
        }
        last.addLast(request);
    }

    /** Returns how many requests there were in all. */
    public synchronized long count() {
        return count;
    }

    /** Returns how many requests got this status. */
    public synchronized long count(int status) {
        return byStatus.getOrDefault(status, 0L);
    }

    /** Returns how many requests named this connection id. */
    public synchronized long count(String connectionId) {
        return byConnection.getOrDefault(connectionId, 0L);
    }

    /**
     * Returns how many requests used another method than GET. On the real API, a DELETE would have purged a customer's
     * cache.
     */
    public synchronized long otherMethods() {
        return otherMethods;
    }

    /** Counts by status, in the order of the statuses. */
    public synchronized Map<Integer, Long> byStatus() {
        return new TreeMap<>(byStatus);
    }

    /** The names, in lower case, of all headers that any request had. */
    public synchronized Set<String> headerNames() {
        return new TreeSet<>(headerNames);
    }

    /** The last 10,000 requests, oldest first. */
    public synchronized List<ApiRequest> last() {
        return List.copyOf(last);
    }

    /** The requests for one connection among the last 10,000, oldest first. */
    public synchronized List<ApiRequest> last(String connectionId) {
        return last.stream()
                .filter(request -> request.connectionId().equals(connectionId))
                .toList();
    }

    /** Clears the log. */
    public synchronized void clear() {
        last.clear();
        byStatus.clear();
        byConnection.clear();
        headerNames.clear();
        count = 0;
        otherMethods = 0;
    }
}
