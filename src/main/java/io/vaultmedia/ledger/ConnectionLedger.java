package io.vaultmedia.ledger;

import com.carrotsearch.hppc.LongLongHashMap;
import io.vaultmedia.scan.ScanState;
import java.time.Instant;
import java.util.List;

/**
 * What the ledger knows of one connection, in memory. Used by one thread at a time: the one that restores the shard, then
 * the one that runs the connection's only scan.
 */
public final class ConnectionLedger {

    private final KnownValues storedAtByVariant = new KnownValues();
    private final KnownValues detailByDeadLetter = new KnownValues();
    private final SweepFindings findings = new SweepFindings();
    private volatile ScanState state = ScanState.NONE;
    private volatile ScanState writtenState = ScanState.NONE;
    private volatile Instant apiNow;

    /**
     * Returns true if this storing of the variant was published, even if others were published since. Another storedAt, even an
     * earlier one, is another storing: news.
     */
    public boolean knowsVariant(long keyHash, long storedAt) {
        return storedAtByVariant.has(keyHash, storedAt);
    }

    /** Returns true if this entry was sent to the dead letters for the same fault before. */
    public boolean knowsDeadLetter(long keyHash, long detailHash) {
        return detailByDeadLetter.has(keyHash, detailHash);
    }

    /** Returns true if any storing of the variant was published. */
    public boolean hasVariant(long keyHash) {
        return storedAtByVariant.hasKey(keyHash);
    }

    /** Returns true if any fault of this entry was sent to the dead letters. */
    public boolean hasDeadLetter(long keyHash) {
        return detailByDeadLetter.hasKey(keyHash);
    }

    /** Returns all storings of the variant that are known once this one is published, too. */
    public List<Long> withVariant(long keyHash, long storedAt) {
        return storedAtByVariant.with(keyHash, storedAt);
    }

    /** Returns all faults of an entry that are known once this one is sent to the dead letters, too. */
    public List<Long> withDeadLetter(long keyHash, long detailHash) {
        return detailByDeadLetter.with(keyHash, detailHash);
    }

    /** Takes over what an entry says. */
    public void apply(LedgerEntry entry) {
        switch (entry.kind()) {
            case VARIANT -> storedAtByVariant.put(entry.keyHash(), entry.numbers());
            case DEAD_LETTER -> detailByDeadLetter.put(entry.keyHash(), entry.numbers());
            case CONNECTION -> {
                writtenState = entry.state() == null ? ScanState.NONE : entry.state();
                state = writtenState;
            }
        }
    }

    /** Moves the state in memory only: it is written with the next entry that is worth a transaction. */
    public void move(ScanState to) {
        state = to;
    }

    /** Returns how far the connection is. */
    public ScanState state() {
        return state;
    }

    /** Returns how far a restart would find the connection. */
    public ScanState writtenState() {
        return writtenState;
    }

    /** Notes the API's time in an answer, or null if the answer had none. */
    void setApiNow(Instant apiTime) {
        apiNow = apiTime;
    }

    /** Returns the API's time in the last answer to a scan for news, or null. */
    public Instant apiNow() {
        return apiNow;
    }

    /** Returns what the present sweep saw, and what it missed. */
    public SweepFindings findings() {
        return findings;
    }

    /** Returns the variants by key hash, each with its last storedAt. */
    public LongLongHashMap variants() {
        return storedAtByVariant.latest();
    }

    /** Returns the dead letters by key hash. */
    LongLongHashMap deadLetters() {
        return detailByDeadLetter.latest();
    }

    /** Returns the number of variants and dead letters. */
    public int size() {
        return storedAtByVariant.size() + detailByDeadLetter.size();
    }
}
