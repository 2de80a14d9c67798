package io.vaultmedia.ledger;

import com.carrotsearch.hppc.LongLongHashMap;
import com.carrotsearch.hppc.procedures.LongLongProcedure;
import io.vaultmedia.scan.Orders;
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
    private final KnownValues unpublished = new KnownValues();
    private final KnownValues replayed = new KnownValues();
    private final Republished republished = new Republished();
    private final SweepFindings findings = new SweepFindings();
    private volatile ScanState state = ScanState.NONE;
    private volatile ScanState writtenState = ScanState.NONE;
    private volatile Orders orders = Orders.NONE;
    private volatile Instant apiNow;
    private long publishedTotal;
    private PublishedProgress publishedProgress = PublishedProgress.NONE;

    /**
     * What consumers were told last of how far the connection is complete. Lives in memory.
     *
     * @param at when, by {@link System#nanoTime}
     * @param verifiedUpTo what they were told, or null
     */
    public record PublishedProgress(long at, Instant verifiedUpTo) {

        /** Nothing since the shard was opened. */
        public static final PublishedProgress NONE = new PublishedProgress(0, null);
    }

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

    /** Returns true if the dead letter that was sent to this place at this time was replayed. */
    public boolean isReplayed(long place, long sentAt) {
        return replayed.has(place, sentAt);
    }

    /** Returns the known storings of the variant that have a dead letter in place of a record. */
    public List<Long> unpublished(long keyHash) {
        return unpublished.of(keyHash);
    }

    /** Returns the storings of the variant that are known if this one is to be offered again. */
    public List<Long> withoutVariant(long keyHash, long storedAt) {
        return without(storedAtByVariant.of(keyHash), storedAt);
    }

    /** Returns the same, if this one has a record after all. */
    public List<Long> withoutUnpublished(long keyHash, long storedAt) {
        return without(unpublished.of(keyHash), storedAt);
    }

    private static List<Long> without(List<Long> values, long value) {
        values.removeIf(known -> known == value);
        return values;
    }

    /** Returns all storings of the variant that are known once this one is published, too. */
    public List<Long> withVariant(long keyHash, long storedAt) {
        return storedAtByVariant.with(keyHash, storedAt);
    }

    /** Returns all faults of an entry that are known once this one is sent to the dead letters, too. */
    public List<Long> withDeadLetter(long keyHash, long detailHash) {
        return detailByDeadLetter.with(keyHash, detailHash);
    }

    /** Gives the key hash and the storedAt of each known storing of a variant to the consumer. */
    public void forEachVariant(LongLongProcedure consumer) {
        storedAtByVariant.forEach(consumer);
    }

    /** Takes over what an entry says. */
    public void apply(LedgerEntry entry) {
        switch (entry.kind()) {
            case VARIANT -> storedAtByVariant.put(entry.keyHash(), entry.numbers());
            case DEAD_LETTER -> detailByDeadLetter.put(entry.keyHash(), entry.numbers());
            case UNPUBLISHED -> unpublished.put(entry.keyHash(), entry.numbers());
            case REPLAYED -> replayed.put(entry.keyHash(), entry.numbers());
            case REPUBLISHED -> republished.put(entry.keyHash(), entry.numbers());
            case CONNECTION -> {
                writtenState = entry.state() == null ? ScanState.NONE : entry.state();
                move(writtenState);
                publishedTotal = entry.publishedTotal();
            }
            case REMOVED -> throw new IllegalArgumentException("the shard's ledger has these");
            case ORDERS -> orders = entry.orders() == null ? Orders.NONE : entry.orders();
        }
    }

    /** Moves the state in memory only: it is written with the next entry that is worth a transaction. */
    public void move(ScanState to) {
        state = to;
        republished.done(to.rescanned());
    }

    /** Returns what signals ordered. Another thread than the scan's may change it. */
    public Orders orders() {
        return orders;
    }

    /** Returns what the present rewind has published again. */
    public Republished republished() {
        return republished;
    }

    /** Returns how far the connection is. */
    public ScanState state() {
        return state;
    }

    /** Returns how far a restart would find the connection. */
    public ScanState writtenState() {
        return writtenState;
    }

    /** Returns the number of variants that were published. */
    public long publishedTotal() {
        return publishedTotal;
    }

    /** Returns what consumers were told last. */
    public PublishedProgress publishedProgress() {
        return publishedProgress;
    }

    /** Notes what consumers are told. */
    public void tell(PublishedProgress progress) {
        publishedProgress = progress;
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

    /** Returns the places of the dead letters that were replayed. */
    LongLongHashMap replayed() {
        return replayed.latest();
    }

    /** Returns the number of variants and dead letters. */
    public int size() {
        return storedAtByVariant.size() + detailByDeadLetter.size();
    }
}
