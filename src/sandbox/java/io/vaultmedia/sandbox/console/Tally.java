package io.vaultmedia.sandbox.console;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

/** Counts what was published, by ce_id. Thread safe. */
public final class Tally {
    private final Set<String> ids = new HashSet<>();
    private long published;

    /** Counts one record; returns false if its variant was counted before. */
    public synchronized boolean add(String id) {
        published++;
        notifyAll();
        return ids.add(id);
    }

    /** Returns the number of records. */
    public synchronized long published() {
        return published;
    }

    /** Returns the number of different variants. */
    public synchronized long distinct() {
        return ids.size();
    }

    /** Returns the given variants that were not published. */
    public synchronized Set<String> missing(Set<String> expected) {
        return minus(expected, ids);
    }

    /** Returns the published variants that are not among the given ones. */
    public synchronized Set<String> unexpected(Set<String> expected) {
        return minus(ids, expected);
    }

    /** Returns when all given variants were published, or the time is over. */
    public synchronized void awaitAll(Set<String> expected, Duration atMost) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        Set<String> missing = missing(expected);
        while (!missing.isEmpty() && System.nanoTime() < deadline) {
            wait(Math.max(1, (deadline - System.nanoTime()) / 1_000_000));
            missing.removeAll(ids);
        }
    }

    private static Set<String> minus(Set<String> all, Set<String> some) {
        Set<String> rest = new HashSet<>(all);
        rest.removeIf(some::contains);
        return rest;
    }
}
