package io.vaultmedia.shard;

import io.vaultmedia.connection.Connection;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * The signals that their topic retains, as far as they were read: a shard that is opened later may have to follow some of
 * them. Used by one thread.
 */
final class SignalLog {

    /** More than an operator sends while a topic retains them; older ones are dropped. */
    private static final int MOST = 10_000;

    /** Bounds the memory: a value that is no signal is kept for its dead letter. */
    private static final int MOST_BYTES = 4 * 1024 * 1024;

    private final Deque<ReadSignal> signals = new ArrayDeque<>();
    private long end;
    private int count;
    private int bytes;

    /** Adds what was read after all others. */
    void add(ReadSignal signal) {
        count++;
        signals.addLast(signal);
        bytes += signal.size();
        while (signals.size() > MOST || bytes > MOST_BYTES) {
            bytes -= signals.removeFirst().size();
        }
    }

    /** Returns how many were ever added. */
    int count() {
        return count;
    }

    /** Notes that all signals before this offset were read. */
    void readTo(long offset) {
        end = offset;
    }

    /** Returns the signals after this offset, oldest first. An offset beyond the end is one of a topic that was deleted since. */
    List<ReadSignal> after(long handled) {
        long from = handled < end ? handled : -1;
        return signals.stream().filter(signal -> signal.offset() > from).toList();
    }

    /** Returns those of them that are for this connection. */
    List<ReadSignal> after(long handled, Connection connection) {
        if (signals.isEmpty() || (handled < end && signals.getLast().offset() <= handled)) {
            return List.of();
        }
        Set<String> names = Set.copyOf(List.of(connection.name(), connection.id(), connection.label()));
        return after(handled).stream()
                .filter(signal -> signal.isForAll()
                        || (signal.signal() != null
                                && names.contains(signal.signal().to())))
                .toList();
    }
}
