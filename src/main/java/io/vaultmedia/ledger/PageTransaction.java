package io.vaultmedia.ledger;

import io.vaultmedia.event.OutboundRecord;
import io.vaultmedia.media.ListedItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;
import io.vaultmedia.scan.ScanListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * All that one page will write, in one Kafka transaction: records for consumers, ledger entries that speak of them, and
 * the watermark if the page ends its scan. Filled item by item, published, then confirmed. Not thread safe.
 */
public final class PageTransaction {

    private final Scan scan;
    private final MediaPage page;
    private final Shard shard;
    private final ShardLedger shardLedger;
    private final ConnectionLedger ledger;
    private final List<OutboundRecord> records = new ArrayList<>();
    private final List<LedgerEntry> entries = new ArrayList<>();
    private final ConnectionLedger pending = new ConnectionLedger();
    private boolean concluded;
    private Instant watermark;
    private final List<String> deadLetterReasons = new ArrayList<>();
    private int variants;
    private int known;

    PageTransaction(Scan scan, MediaPage page, Shard shard, ShardLedger shardLedger) {
        this.scan = scan;
        this.page = page;
        this.shard = shard;
        this.shardLedger = shardLedger;
        this.ledger = shardLedger.of(scan.getConnection());
    }

    /** What the page lists, item by item. */
    public List<ListedItem> getItems() {
        return page.items();
    }

    /** The scan that the page belongs to. */
    public Scan scan() {
        return scan;
    }

    Shard shard() {
        return shard;
    }

    /** The lane of its shard that publishes the page: the end of the name of a {@code seda:publish-page-…} endpoint. */
    public String getLane() {
        return shard.nextLane();
    }

    /** True where nothing has to be written. */
    public boolean isEmpty() {
        return records.isEmpty() && entries.isEmpty();
    }

    /** The records for consumers: in an incremental scan the oldest first, else in the API's order. */
    List<OutboundRecord> records() {
        if (scan.plan().kind() == ScanKind.INCREMENTAL) {
            records.sort(Comparator.comparingLong(OutboundRecord::storedAt));
        }
        return records;
    }

    List<LedgerEntry> entries() {
        return entries;
    }

    ShardLedger shardLedger() {
        return shardLedger;
    }

    /** True unless the ledger, or this transaction itself, has the variant already; counted if it has. */
    boolean isNewVariant(long keyHash, long storedAt) {
        boolean news = isNews(keyHash, storedAt);
        known += news ? 0 : 1;
        return news;
    }

    /** True unless the ledger, or this transaction itself, has it already. */
    boolean isNews(long keyHash, long storedAt) {
        return !ledger.knows(keyHash, storedAt) && !pending.knows(keyHash, storedAt);
    }

    void addVariant(OutboundRecord record, long keyHash, long storedAt) {
        variants++;
        add(record, keyHash, storedAt);
    }

    void addDeadLetter(OutboundRecord record, String reason, long keyHash, long detailHash) {
        deadLetterReasons.add(reason);
        add(record, keyHash, detailHash);
    }

    private void add(OutboundRecord record, long keyHash, long time) {
        records.add(record);
        LedgerEntry entry = LedgerEntry.published(scan.getConnection(), keyHash, time);
        pending.apply(entry);
        entries.add(entry);
    }

    /**
     * Concludes the scan. An idle connection moves its watermark in memory at each poll; that is written only if something
     * else is, or once a restart would fall back by more than {@code tolerance} of reading again.
     *
     * @param upTo the watermark from now on, or null where nothing is known to be complete
     */
    void conclude(Instant upTo, Duration tolerance) {
        concluded = true;
        watermark = upTo;
        if (upTo == null ? ledger.writtenWatermark() != null : isStale(upTo, tolerance) || !isEmpty()) {
            entries.add(LedgerEntry.watermark(scan.getConnection(), upTo));
        }
    }

    private boolean isStale(Instant upTo, Duration tolerance) {
        Instant written = ledger.writtenWatermark();
        return written == null || !upTo.isBefore(written.plus(tolerance));
    }

    /** Brings the ledger in memory to what Kafka has now committed, and tells of it. */
    void confirm(ScanListener listener) {
        entries.forEach(ledger::apply);
        if (concluded) {
            ledger.moveWatermark(watermark);
        }
        scan.countPublished(variants);
        records.stream()
                .filter(record -> record.storedAt() > 0)
                .forEach(record -> listener.variantPublished(scan, record.kind(), record.storedAt()));
        deadLetterReasons.forEach(reason -> listener.deadLetterPublished(scan, reason));
        listener.variantsKnown(scan, known);
    }
}
