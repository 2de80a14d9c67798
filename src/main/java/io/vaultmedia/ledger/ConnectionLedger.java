package io.vaultmedia.ledger;

import com.carrotsearch.hppc.LongLongHashMap;
import io.vaultmedia.scan.ScanState;
import java.time.Instant;

/**
 * What the ledger knows of one connection, in memory: 16 bytes an entry, in tables at most three quarters full. Used by
 * one thread at a time: the one that restores the shard, then whichever runs the connection's only scan.
 */
public final class ConnectionLedger {

    private final LongLongHashMap storedAtByVariant = new LongLongHashMap();
    private final LongLongHashMap detailByDeadLetter = new LongLongHashMap();
    private final SweepFindings findings = new SweepFindings();
    private volatile ScanState state = ScanState.NONE;
    private volatile ScanState writtenState = ScanState.NONE;
    private volatile Instant apiNow;

    /** True where exactly this was published. Another storedAt, even an earlier one, is another storing: news. */
    public boolean knowsVariant(long keyHash, long storedAt) {
        return has(storedAtByVariant, keyHash, storedAt);
    }

    /** True where this entry was sent to the dead letters for the same fault before. */
    public boolean knowsDeadLetter(long keyHash, long detailHash) {
        return has(detailByDeadLetter, keyHash, detailHash);
    }

    private static boolean has(LongLongHashMap map, long key, long value) {
        int slot = map.indexOf(key);
        return slot >= 0 && map.indexGet(slot) == value;
    }

    public void apply(LedgerEntry entry) {
        switch (entry.kind()) {
            case VARIANT -> apply(storedAtByVariant, entry);
            case DEAD_LETTER -> apply(detailByDeadLetter, entry);
            case CONNECTION -> {
                writtenState = entry.state() == null ? ScanState.NONE : entry.state();
                state = writtenState;
            }
        }
    }

    private static void apply(LongLongHashMap map, LedgerEntry entry) {
        if (entry.number() == null) {
            map.remove(entry.keyHash());
        } else {
            map.put(entry.keyHash(), entry.number());
        }
    }

    /** Moves the state in memory only: it is written at the next occasion that is worth a transaction. */
    public void move(ScanState to) {
        state = to;
    }

    /** How far the connection is. */
    public ScanState state() {
        return state;
    }

    /** How far a restart would find it. */
    public ScanState writtenState() {
        return writtenState;
    }

    /** Takes note of the API's time in an answer, or that it told none. */
    void tell(Instant apiTime) {
        apiNow = apiTime;
    }

    /** The API's time in the last answer to a scan for news, or null. */
    public Instant apiNow() {
        return apiNow;
    }

    /** What the present sweep saw, and what it missed. */
    public SweepFindings findings() {
        return findings;
    }

    /** True where any storing of the variant was published. */
    boolean hasVariant(long keyHash) {
        return storedAtByVariant.containsKey(keyHash);
    }

    public LongLongHashMap variants() {
        return storedAtByVariant;
    }

    LongLongHashMap deadLetters() {
        return detailByDeadLetter;
    }

    public int size() {
        return storedAtByVariant.size() + detailByDeadLetter.size();
    }
}
