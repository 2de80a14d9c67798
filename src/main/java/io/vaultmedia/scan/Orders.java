package io.vaultmedia.scan;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What signals have ordered for a connection. The ledger keeps it beside the connection's {@link ScanState}, in an entry of
 * its own, so that a signal and a page can be written at the same time. Immutable.
 *
 * @param handled the offset of the last signal that was applied to the connection; -1 if none was
 * @param paused true if a signal has paused it
 * @param polled true if the last signal that had an effect was to poll it: a new owner of its shard does so at once
 * @param asked how many rescans were ordered so far
 * @param rescans those that may not be done yet, in order
 */
public record Orders(long handled, boolean paused, boolean polled, long asked, List<Rescan> rescans) {

    /** No signal was ever applied. */
    public static final Orders NONE = new Orders(-1, false, false, 0, List.of());

    /** Bounds what waits for one connection. */
    private static final int MOST_RESCANS = 100;

    public Orders {
        rescans = List.copyOf(rescans);
    }

    /** Returns the same orders with the signals up to this offset applied. */
    public Orders upTo(long offset) {
        return new Orders(offset, paused, polled, asked, rescans);
    }

    /** Returns the orders after a signal to pause or to resume. */
    public Orders paused(boolean nowPaused) {
        return new Orders(handled, nowPaused, false, asked, rescans);
    }

    /** Returns the orders after a signal to poll. */
    public Orders poll() {
        return new Orders(handled, paused, true, asked, rescans);
    }

    /** Returns the rescan to do next, if one waits. */
    public Optional<Rescan> next(ScanState state) {
        return rescans.stream()
                .filter(rescan -> rescan.number() > state.rescanned())
                .findFirst();
    }

    /** Returns true if the same rescan waits already. */
    public boolean awaits(Rescan rescan, ScanState state) {
        return waiting(state).stream().anyMatch(rescan::isLike);
    }

    /** Returns true if no further rescan can wait. */
    public boolean isFull(ScanState state) {
        return waiting(state).size() >= MOST_RESCANS;
    }

    private List<Rescan> waiting(ScanState state) {
        return rescans.stream()
                .filter(rescan -> rescan.number() > state.rescanned())
                .toList();
    }

    /**
     * Returns the orders with one more rescan. The number is given to it here. The last one that is done stays: the ledger in
     * memory may say that it is done before Kafka has its last page, and a crash may come between the two. Those before it are
     * done in Kafka, or it could not have begun.
     */
    public Orders with(Rescan rescan, ScanState state) {
        List<Rescan> all = new ArrayList<>(rescans);
        all.removeIf(one -> one.number() < state.rescanned());
        all.add(new Rescan(asked + 1, rescan.isSweep(), rescan.from(), rescan.republish()));
        return new Orders(handled, paused, false, asked + 1, all);
    }
}
