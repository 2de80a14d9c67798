package io.vaultmedia.publish;

import io.vaultmedia.event.OutboundRecord;
import io.vaultmedia.ledger.ConnectionLedger;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.ledger.PageListing;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.media.MediaVariant;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;
import io.vaultmedia.scan.ScanListener;
import io.vaultmedia.scan.ScanState;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * All that one page will write, in one Kafka transaction: records for consumers, ledger entries that speak of them, and how
 * far the connection is then. Filled and concluded by one thread, then submitted: another one publishes it.
 */
public final class PageTransaction {

    private final Scan scan;
    private final OpenShard shard;
    private final ScanListener listener;
    private final ConnectionLedger ledger;
    private final List<OutboundRecord> records = new ArrayList<>();
    private final List<LedgerEntry> entries = new ArrayList<>();
    private ConnectionLedger pending = new ConnectionLedger();
    private final List<String> deadLetterReasons = new ArrayList<>();
    private PageListing listing;
    private volatile Commit commit;
    private ScanState state;
    private int known;

    public PageTransaction(Scan scan, MediaPage page, OpenShard shard, Commit before, ScanListener listener) {
        this.scan = scan;
        this.shard = shard;
        this.commit = before;
        this.listener = listener;
        this.ledger = shard.ledger().of(scan.getConnection());
        this.listing = new PageListing(scan, page, ledger);
    }

    public Scan scan() {
        return scan;
    }

    public OpenShard shard() {
        return shard;
    }

    public boolean isEmpty() {
        return records.isEmpty() && entries.isEmpty();
    }

    /** The records for consumers: in an incremental scan the oldest first, else in the API's order. */
    public List<OutboundRecord> records() {
        if (scan.plan().kind() == ScanKind.INCREMENTAL) {
            records.sort(Comparator.comparingLong(OutboundRecord::storedAt));
        }
        return records;
    }

    public List<LedgerEntry> entries() {
        return entries;
    }

    /** Takes note of a stored variant that the page lists: true where it is wanted, and neither in the ledger nor here yet. */
    public boolean isNewlyStored(MediaItem item, MediaVariant variant, long keyHash) {
        long storedAt = variant.storedAt();
        scan.tally().countListed(storedAt);
        listing.addVariant(keyHash, storedAt);
        boolean isWanted = scan.admits(item, variant);
        boolean isKnown = ledger.knowsVariant(keyHash, storedAt) || pending.knowsVariant(keyHash, storedAt);
        known += isWanted && isKnown ? 1 : 0;
        return isWanted && !isKnown;
    }

    /** True unless the ledger, or this transaction itself, has the same fault of the same entry already. */
    public boolean isNewDeadLetter(long keyHash, long detailHash) {
        listing.addDeadLetter(keyHash, detailHash);
        return !ledger.knowsDeadLetter(keyHash, detailHash) && !pending.knowsDeadLetter(keyHash, detailHash);
    }

    public void addDeadLetter(OutboundRecord record, String reason, long keyHash, long detailHash) {
        deadLetterReasons.add(reason);
        add(record, LedgerEntry.deadLetter(scan.getConnection(), keyHash, detailHash));
    }

    /** Adds a record, and the entry that speaks of it. */
    public void add(OutboundRecord record, LedgerEntry entry) {
        records.add(record);
        pending.apply(entry);
        entries.add(entry);
    }

    /** Completes it: entries of what is gone, and how far the connection is, if that is worth writing or costs nothing. */
    public void conclude(Duration tolerance) {
        entries.addAll(listing.gone(pending));
        state = scan.stateAfterPage(ledger.state());
        boolean isNews = !state.equals(ledger.writtenState());
        if (state.isWorthWriting(ledger.writtenState(), tolerance) || (isNews && !isEmpty())) {
            entries.add(LedgerEntry.connection(scan.getConnection(), state));
        }
    }

    /** Hands over all that it writes: first what consumers see, in order, then the ledger entries that speak of it. */
    public void forEachRecord(Consumer<ProducerRecord<byte[], byte[]>> action) {
        String topic = shard.ledger().topic();
        records().forEach(record -> action.accept(record.record()));
        entries.forEach(entry -> action.accept(entry.toRecord(topic, shard.number())));
    }

    /** Lets go of what Kafka's producer has now: until this is committed, many pages may be in its hands. */
    void sent() {
        records.replaceAll(OutboundRecord::sent);
    }

    /** Brings the ledger in memory to what it will be once this is committed, and lets go of the page itself. */
    void enter() {
        commit = new Commit();
        entries.forEach(ledger::apply);
        ledger.move(state);
        listing.enter();
        listing = null;
        pending = null;
    }

    /** Tells whoever waits, and whoever counts, that Kafka has committed it. */
    void committed() {
        scan.tally().countPublished(records.size() - deadLetterReasons.size());
        for (OutboundRecord record : records) {
            if (record.storedAt() > 0) {
                listener.variantPublished(scan, record.kind(), record.storedAt());
            }
        }
        deadLetterReasons.forEach(reason -> listener.deadLetterPublished(scan, reason));
        listener.variantsKnown(scan, known);
        commit.succeeded();
    }

    /** Its own once submitted; until then, that of the page before. */
    public Commit commit() {
        return commit;
    }
}
