package io.vaultmedia.ledger;

import com.carrotsearch.hppc.LongLongHashMap;
import java.time.Instant;

/**
 * What the ledger knows of one connection, in memory: 16 bytes an entry, in tables at most three quarters full. Used by
 * one thread at a time: the one that restores the shard, then whichever runs the connection's only scan.
 */
final class ConnectionLedger {

    private final LongLongHashMap storedAtByKeyHash = new LongLongHashMap();
    private volatile Instant watermark;
    private volatile Instant writtenWatermark;

    /** True where exactly this was published. Another storedAt, even an earlier one, is another storing: news. */
    boolean knows(long keyHash, long storedAt) {
        int slot = storedAtByKeyHash.indexOf(keyHash);
        return slot >= 0 && storedAtByKeyHash.indexGet(slot) == storedAt;
    }

    void apply(LedgerEntry entry) {
        boolean gone = entry.time() == null;
        switch (entry.kind()) {
            case WATERMARK -> {
                writtenWatermark = gone ? null : Instant.ofEpochMilli(entry.time());
                watermark = writtenWatermark;
            }
            case PUBLISHED -> {
                if (gone) {
                    storedAtByKeyHash.remove(entry.keyHash());
                } else {
                    storedAtByKeyHash.put(entry.keyHash(), entry.time());
                }
            }
        }
    }

    /** Moves the watermark in memory only: it is written at the next occasion that is worth a transaction. */
    void moveWatermark(Instant upTo) {
        watermark = upTo;
    }

    /** The storedAt up to which the connection is known complete, or null where it was never read to its end. */
    Instant watermark() {
        return watermark;
    }

    /** The watermark that a restart would find in Kafka, or null. */
    Instant writtenWatermark() {
        return writtenWatermark;
    }

    int size() {
        return storedAtByKeyHash.size();
    }
}
