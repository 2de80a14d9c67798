package io.vaultmedia.publish;

import io.vaultmedia.ledger.ConnectionLedger;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.ledger.PageListing;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;
import io.vaultmedia.scan.ScanListener;
import io.vaultmedia.scan.ScanState;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that one page writes, in one Kafka transaction: records for consumers, ledger entries that speak of them, and how far
 * the connection is then. Submitted by one thread, published by another one.
 */
public final class PageTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(PageTransaction.class);

    private final Pages pages;
    private final Scan scan;
    private final OpenShard shard;
    private final PageContent content;
    private final ScanState state;
    private final boolean isEmpty;
    private final Commit commit = new Commit();
    private PageListing listing;

    PageTransaction(
            Pages pages, Scan scan, OpenShard shard, PageContent content, PageListing listing, ScanState state) {
        this.pages = pages;
        this.scan = scan;
        this.shard = shard;
        this.content = content;
        this.listing = listing;
        this.state = state;
        this.isEmpty = content.isEmpty();
        if (scan.plan().kind() == ScanKind.INCREMENTAL) {
            content.records.sort(Comparator.comparingLong(OutboundRecord::storedAt));
        }
    }

    /** Returns the scan that the page belongs to. */
    public Scan scan() {
        return scan;
    }

    /** Returns the opening of the shard against which the page was prepared. */
    public OpenShard shard() {
        return shard;
    }

    /** Returns true if there is nothing to write. */
    public boolean isEmpty() {
        return isEmpty;
    }

    /** Returns the records for consumers: in an incremental scan the oldest first, else in the API's order. */
    public List<OutboundRecord> records() {
        return content.records;
    }

    /** Returns the ledger entries that speak of the records. */
    public List<LedgerEntry> entries() {
        return content.entries;
    }

    /** Returns the entries as records of the ledger's topic. */
    Stream<ProducerRecord<byte[], byte[]>> entryRecords() {
        String topic = shard.ledger().topic();
        return content.entries.stream().map(entry -> entry.toRecord(topic, shard.number()));
    }

    /** Throws LateMessageException if a message of this page came too late to be published with it. */
    void requireInTime() {
        content.requireInTime();
    }

    Refusals refusals() {
        return pages.refusals();
    }

    /** Discards what Kafka's producer has: until the commit, many pages may be in flight. */
    void sent() {
        content.records.clear();
        content.entries.clear();
    }

    /** Brings the ledger in memory to what it will be once this page is committed. */
    void enter() {
        ConnectionLedger ledger = shard.ledger().of(scan.getConnection());
        content.entries.forEach(ledger::apply);
        ledger.move(state);
        listing.enter();
        listing = null;
    }

    /** Reports to the scan, to the listener, and to the waiting threads that Kafka has committed the page. */
    void committed() {
        try {
            count();
        } catch (RuntimeException e) {
            LOG.error("Counting a page that is committed", e);
        } finally {
            commit.succeeded();
        }
    }

    private void count() {
        ScanListener listener = pages.listener();
        scan.tally().countPublished(content.published.size());
        content.published.forEach(variant -> listener.variantPublished(scan, variant.kind(), variant.storedAt()));
        content.deadLetters.forEach(reason -> listener.deadLetterPublished(scan, reason));
        for (int i = 0; i < content.dropped; i++) {
            listener.variantDropped(scan);
        }
        listener.variantsKnown(scan, content.known);
        content.settled.forEach(refusals()::settle);
    }

    /** Returns what the threads that wait for this page learn. */
    public Commit commit() {
        return commit;
    }
}
