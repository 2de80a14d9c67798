package io.vaultmedia.shard;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.event.DeadLetterRecords;
import io.vaultmedia.event.OutboundRecord;
import io.vaultmedia.event.VariantRecords;
import io.vaultmedia.ledger.ConnectionLedger;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.ledger.MissingVariants;
import io.vaultmedia.media.InvalidItem;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.media.MediaVariant;
import io.vaultmedia.publish.Commit;
import io.vaultmedia.publish.OpenShard;
import io.vaultmedia.publish.PageTransaction;
import io.vaultmedia.publish.ShardClosedException;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanListener;
import io.vaultmedia.scan.ScanPlan;
import io.vaultmedia.scan.ScanSettings;
import io.vaultmedia.scan.Scans;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.apache.camel.Body;
import org.apache.camel.ExchangeProperty;

/**
 * What the routes ask of the ledger: where to begin a scan, what is newly stored, to settle what is under way. Thread safe,
 * as long as a connection has one scan at a time.
 */
public final class Ledger implements Scans {

    private final Shards shards;
    private final VariantRecords variantRecords;
    private final DeadLetterRecords deadLetterRecords;
    private final ScanSettings rules;
    private final ScanListener listener;

    public Ledger(
            Shards shards,
            VariantRecords variantRecords,
            DeadLetterRecords deadLetterRecords,
            ScanSettings rules,
            ScanListener listener) {
        this.shards = shards;
        this.variantRecords = variantRecords;
        this.deadLetterRecords = deadLetterRecords;
        this.rules = rules;
        this.listener = listener;
    }

    @Override
    public Optional<Scan> begin(ConnectionSettings settings, BooleanSupplier goesOn) {
        return ledgerOf(settings.connection()).map(ledger -> {
            ScanPlan plan = ScanPlan.next(ledger.state(), rules.startFrom());
            long expected = ledger.state().sweptAt() == null ? 0 : ledger.size();
            return new Scan(settings, plan, ledger.state(), rules, expected, goesOn);
        });
    }

    @Override
    public Optional<Scan> beginSweep(ConnectionSettings settings, BooleanSupplier goesOn) {
        return ledgerOf(settings.connection()).flatMap(ledger -> sweep(ledger)
                .map(plan -> new Scan(settings, plan, ledger.state(), rules, ledger.size(), goesOn)));
    }

    private Optional<ScanPlan> sweep(ConnectionLedger ledger) {
        MissingVariants missing = ledger.findings().missing();
        return missing.isLookedFor()
                ? rules.sweepInterval().flatMap(interval -> ScanPlan.sweep(ledger.state(), interval, ledger.apiNow()))
                : Optional.of(ScanPlan.recheck(missing.from(), missing.to()));
    }

    @Override
    public boolean isOurs(Connection connection) {
        return shards.workable(connection).isPresent();
    }

    @Override
    public boolean isAssigned(Connection connection) {
        return shards.of(connection).isOwned();
    }

    @Override
    public void refused(Scan scan) {
        ledgerOf(scan.getConnection()).ifPresent(ledger -> {
            if (scan.plan().isRecheck()) {
                ledger.findings().missing().leaveAlone();
            } else if (scan.leftOff(ledger.state().progress())) {
                ledger.move(ledger.state().with(null));
            }
        });
    }

    private Optional<ConnectionLedger> ledgerOf(Connection connection) {
        return shards.workable(connection).map(shard -> shard.ledger().of(connection));
    }

    /**
     * What the scan's current page will write: nothing so far.
     *
     * @param before the page before it in this turn, or null: should its opening of the shard have failed, so must this
     */
    public PageTransaction beginPage(
            @ExchangeProperty("vaultScan") Scan scan,
            @Body MediaPage page,
            @ExchangeProperty("vaultTransaction") PageTransaction before) {
        OpenShard shard = shards.of(scan.getConnection()).required();
        if (before != null && before.shard() != shard) {
            throw new ShardClosedException("shard " + shard.number() + " was opened again since the page before");
        }
        return new PageTransaction(scan, page, shard, Commit.of(before), listener);
    }

    /** Adds those of an item's variants that are newly stored and wanted, oldest first, each with its ledger entry. */
    public void addNewlyStored(
            @ExchangeProperty("vaultTransaction") PageTransaction transaction, @Body MediaItem item) {
        Scan scan = transaction.scan();
        for (MediaVariant v : item.stored()) {
            long keyHash = LedgerEntry.variantHash(item.id(), v.label());
            if (transaction.isNewlyStored(item, v, keyHash)) {
                LedgerEntry entry = LedgerEntry.variant(scan.getConnection(), keyHash, v.storedAt());
                transaction.add(variantRecords.of(scan, item, v), entry);
            }
        }
    }

    /** Adds an invalid entry for the dead-letter topic, unless it was sent there for the same reason before. */
    public void addDeadLetter(
            @ExchangeProperty("vaultTransaction") PageTransaction transaction, @Body InvalidItem item) {
        long identity = item.mediaId() != null ? LedgerEntry.hash(item.mediaId()) : LedgerEntry.hash(item.json());
        String reason = item.reason().label();
        long detail = LedgerEntry.hash(reason + item.detail());
        if (transaction.isNewDeadLetter(identity, detail)) {
            OutboundRecord record = deadLetterRecords.of(transaction.scan(), item);
            transaction.addDeadLetter(record, reason, identity, detail);
        }
    }

    /** Completes what a page writes: what is gone, and how far its connection is then. */
    public PageTransaction conclude(@ExchangeProperty("vaultTransaction") PageTransaction transaction) {
        transaction.conclude(rules.tolerance());
        return transaction;
    }

    /** Waits until a page is committed, and with it all that its scan has submitted before; throws why it is not. */
    public void settle(@ExchangeProperty("vaultTransaction") PageTransaction last) throws Exception {
        Commit.of(last).await();
    }

    /** The same for a scan that has failed: nothing of it is under way any more when the next one begins. */
    public void settleFailed(
            @ExchangeProperty("vaultScan") Scan scan, @ExchangeProperty("vaultTransaction") PageTransaction last) {
        scan.ahead().stop();
        if (last != null) {
            shards.publish(last); // Should it have failed before anybody was asked to.
        }
        Commit.of(last).awaitOutcome();
    }
}
