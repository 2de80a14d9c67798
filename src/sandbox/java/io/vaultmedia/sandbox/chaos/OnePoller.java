package io.vaultmedia.sandbox.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Guarantee 5: at most one replica polls a connection at a time. Looks for requests of two replicas for one connection
 * that were in flight at once. Not thread safe.
 *
 * <p>A replica that was paused, and wakes up, cannot know at once that its shards have moved: what it asks in its first
 * moments does not count, and is refused by Kafka.
 */
final class OnePoller {

    private final long flightMillis;
    private final List<Waking> wakings = new ArrayList<>();

    /** @param flightMillis how long at least each request is in flight */
    OnePoller(long flightMillis) {
        this.flightMillis = flightMillis;
    }

    /** Takes note that a replica went on after a pause. */
    void woke(int replica, long at, long momentsMillis) {
        wakings.add(new Waking(replica, at, at + momentsMillis));
    }

    /** The connections, and who asked for them when. */
    List<String> overlaps(List<Asked> asked) {
        Map<String, Asked> last = new HashMap<>();
        List<String> overlaps = new ArrayList<>();
        asked.stream()
                .sorted(Comparator.comparingLong(Asked::at))
                .filter(request -> wakings.stream().noneMatch(waking -> waking.excuses(request)))
                .forEach(request -> {
                    Asked before = last.put(request.connection(), request);
                    if (before != null
                            && before.replica() != request.replica()
                            && request.at() - before.at() < flightMillis) {
                        overlaps.add(String.format(
                                "%s: replica %d at %d, replica %d at %d",
                                request.connection(), before.replica(), before.at(), request.replica(), request.at()));
                    }
                });
        return overlaps;
    }

    private record Waking(int replica, long from, long to) {
        boolean excuses(Asked request) {
            return request.replica() == replica && request.at() >= from && request.at() <= to;
        }
    }
}
