package io.vaultmedia.sandbox.api;

/**
 * A range of Unix milliseconds, inclusive at both ends; an absent end is open. Immutable.
 *
 * @param from null if open
 * @param to null if open
 */
record TimeRange(Long from, Long to) {
    boolean isOpen() {
        return from == null && to == null;
    }

    /** A null time is only in a range that is open at both ends. */
    boolean contains(Long time) {
        if (time == null) {
            return isOpen();
        }
        return (from == null || time >= from) && (to == null || time <= to);
    }
}
