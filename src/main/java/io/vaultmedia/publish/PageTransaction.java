package io.vaultmedia.publish;

import io.vaultmedia.ledger.ConnectionLedger;
import io.vaultmedia.ledger.PageListing;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;
import io.vaultmedia.scan.ScanListener;
import io.vaultmedia.scan.ScanState;
import java.util.Comparator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All that one page writes, in one Kafka transaction: records for consumers, ledger entries that speak of them, and how far
 * the connection is then.
 */
public final class PageTransaction extends ShardTransaction {

    private static final Logger LOG = LoggerFactory.getLogger(PageTransaction.class);

    private final Pages pages;
    private final Scan scan;
    private final ScanState state;
    private PageListing listing;

    /** @param discard releases the page's memory once the outcome is known */
    PageTransaction(
            Pages pages,
            Scan scan,
            OpenShard shard,
            PageContent content,
            PageListing listing,
            ScanState state,
            Runnable discard) {
        super(shard, content);
        this.pages = pages;
        this.scan = scan;
        this.listing = listing;
        this.state = state;
        if (scan.plan().kind() == ScanKind.INCREMENTAL) {
            content.records.sort(Comparator.comparingLong(OutboundRecord::storedAt));
        }
        commit().whenKnown(discard);
    }

    /** Returns the scan that the page belongs to. */
    public Scan scan() {
        return scan;
    }

    @Override
    Refusals refusals() {
        return pages.refusals();
    }

    @Override
    void enter() {
        ConnectionLedger ledger = shard().ledger().of(scan.getConnection());
        entries().forEach(ledger::apply);
        ledger.move(state);
        if (content().progress != null) {
            ledger.tell(content().progress);
        }
        listing.enter();
        listing = null;
    }

    /** Reports to the scan, to the listener, and to the waiting threads that Kafka has committed the page. */
    @Override
    void committed() {
        try {
            count();
        } catch (RuntimeException e) {
            LOG.error("Counting a page that is committed", e);
        } finally {
            commit().succeeded();
        }
    }

    private void count() {
        PageContent content = content();
        ScanListener listener = pages.listener();
        scan.tally().countPublished(content.published.size());
        content.published.forEach(variant -> listener.variantPublished(scan, variant.kind(), variant.storedAt()));
        content.deadLetters.forEach(reason -> listener.deadLetterPublished(scan, reason));
        for (int i = 0; i < content.dropped; i++) {
            listener.variantDropped(scan);
        }
        listener.variantsKnown(scan, content.known);
        listener.pageCommitted(scan, content.published.size());
        content.settled.forEach(refusals()::settle);
    }
}
