package io.vaultmedia.ledger;

import io.vaultmedia.event.DeadLetterRecords;
import io.vaultmedia.event.VariantRecords;
import io.vaultmedia.media.InvalidItem;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.media.MediaVariant;
import io.vaultmedia.scan.Connection;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanListener;
import io.vaultmedia.scan.ScanPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the routes ask of the ledger: begin a scan where the last one ended, tell what is newly stored, and take note of
 * what was committed. Thread safe, as long as a connection has one scan at a time.
 */
public final class Ledger {

    private final Shards shards;
    private final VariantRecords variantRecords;
    private final DeadLetterRecords deadLetterRecords;
    private final Duration overlap;
    private final int maxPages;
    private final ScanListener listener;

    /**
     * A ledger over these shards, filled with these kinds of records.
     *
     * @param overlap how late a row may appear in the API without waiting for a sweep
     * @param maxPages the longest scan believed in
     */
    public Ledger(
            Shards shards,
            VariantRecords variantRecords,
            DeadLetterRecords deadLetterRecords,
            Duration overlap,
            int maxPages,
            ScanListener listener) {
        this.shards = shards;
        this.variantRecords = variantRecords;
        this.deadLetterRecords = deadLetterRecords;
        this.overlap = overlap;
        this.maxPages = maxPages;
        this.listener = listener;
    }

    /** The scan that the connection needs next; empty while its shard is not open here. */
    public Optional<Scan> beginScan(Connection connection) {
        return shards.of(connection).ledger().map(shard -> {
            ScanPlan plan = ScanPlan.next(shard.of(connection).watermark());
            return new Scan(connection, plan, overlap, maxPages);
        });
    }

    /** What the scan's current page will write: nothing so far. */
    public PageTransaction beginPage(Scan scan, MediaPage page) {
        Shard shard = shards.of(scan.getConnection());
        return new PageTransaction(scan, page, shard, shard.openLedger());
    }

    /** The same item with only its newly stored variants, oldest first. */
    public MediaItem keepNewlyStored(PageTransaction transaction, MediaItem item) {
        List<MediaVariant> news = new ArrayList<>(item.variants().size());
        for (MediaVariant v : item.variants()) {
            if (v.isStored() && transaction.isNewVariant(LedgerEntry.variantHash(item.id(), v.label()), v.storedAt())) {
                news.add(v);
            }
        }
        news.sort(Comparator.comparing(MediaVariant::storedAt));
        return new MediaItem(item.id(), item.type(), item.duration(), news);
    }

    /** Adds the variants of an item, each with its ledger entry. */
    public void addVariants(PageTransaction transaction, MediaItem item) {
        for (MediaVariant variant : item.variants()) {
            transaction.addVariant(
                    variantRecords.of(transaction.scan(), item, variant),
                    LedgerEntry.variantHash(item.id(), variant.label()),
                    variant.storedAt());
        }
    }

    /** Adds an invalid entry for the dead-letter topic, unless it was sent there for the same reason before. */
    public void addDeadLetter(PageTransaction transaction, InvalidItem item) {
        long identity =
                item.mediaId() != null ? LedgerEntry.deadLetterHash(item.mediaId()) : LedgerEntry.hash(item.json());
        long detail = LedgerEntry.hash(item.reason().label() + item.detail());
        if (transaction.isNews(identity, detail)) {
            transaction.addDeadLetter(
                    deadLetterRecords.of(transaction.scan(), item),
                    item.reason().label(),
                    identity,
                    detail);
        }
    }

    /** Completes what a page writes: its scan's last page moves the watermark, if the API told its time. */
    public PageTransaction conclude(PageTransaction transaction) {
        Scan scan = transaction.scan();
        if (!scan.isUnfinished()) {
            transaction.conclude(scan.conclusion(), overlap.dividedBy(2));
        }
        return transaction;
    }

    /** Takes note that Kafka has committed a transaction. */
    public void confirm(PageTransaction transaction) {
        transaction.confirm(listener);
    }
}
