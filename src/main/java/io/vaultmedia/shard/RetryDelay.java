package io.vaultmedia.shard;

/**
 * How long to wait before the next attempt: 250 ms after the first failure, twice as long after each one in a row, up to 5
 * s, and up to a fifth more or less by chance. Used by one thread.
 */
final class RetryDelay {

    private static final long FIRST_MILLIS = 250;
    private static final long LONGEST_MILLIS = 5_000;
    private static final double SPREAD = 0.2;

    private long next = FIRST_MILLIS;

    /** The wait after one more failure. */
    long millis() {
        long wait = next;
        next = Math.min(2 * next, LONGEST_MILLIS);
        return Math.round(wait * (1 + SPREAD * (2 * Math.random() - 1)));
    }

    /** The longest wait: what failed does not pass by itself. */
    long longest() {
        next = LONGEST_MILLIS;
        return millis();
    }

    /** The next failure is the first one in a row. */
    void reset() {
        next = FIRST_MILLIS;
    }
}
