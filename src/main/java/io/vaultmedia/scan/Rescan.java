package io.vaultmedia.scan;

import java.time.Instant;

/**
 * A scan over what was read before, which a signal asked for: a sweep, or a rewind. Immutable.
 *
 * @param number counts the rescans of its connection, from 1: they are done in this order, each of them once
 * @param isSweep true for a sweep; false for a rewind
 * @param from a rewind lists what was stored at or after this instant; null for everything
 * @param republish true if the rewind publishes all that it lists, even what is known
 */
public record Rescan(long number, boolean isSweep, Instant from, boolean republish) {

    /** Returns true if the other one asks for the same. */
    boolean isLike(Rescan other) {
        return equals(new Rescan(number, other.isSweep, other.from, other.republish));
    }

    /** Returns true if a storing of a variant is published by this rescan, even if it was before. */
    boolean republishes(long storedAt) {
        return republish && (from == null || storedAt >= from.toEpochMilli());
    }
}
