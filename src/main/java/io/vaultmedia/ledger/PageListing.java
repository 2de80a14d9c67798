package io.vaultmedia.ledger;

import com.carrotsearch.hppc.LongLongHashMap;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;
import java.util.ArrayList;
import java.util.List;

/** What one page lists, and which of the ledger's entries are gone after it. Not thread safe. */
public final class PageListing {

    /** Most pages list fewer variants; the table grows for one that lists more. */
    private static final int USUAL = 256;

    private final Scan scan;
    private final MediaPage page;
    private final ConnectionLedger ledger;
    private final LongLongHashMap variants;
    private final LongLongHashMap deadLetters = new LongLongHashMap();
    private List<MissingVariants.Entry> gone = List.of();

    public PageListing(Scan scan, MediaPage page, ConnectionLedger ledger) {
        this.scan = scan;
        this.page = page;
        this.ledger = ledger;
        this.variants = new LongLongHashMap(Math.min(USUAL, 2 * page.items().size()));
    }

    /** Notes a stored variant that the page lists, whether it is wanted or not. */
    public void addVariant(long keyHash, long storedAt) {
        variants.put(keyHash, storedAt);
    }

    /** Notes an entry that could not be read. */
    public void addDeadLetter(long keyHash, long detailHash) {
        deadLetters.put(keyHash, detailHash);
    }

    /** Returns the tombstones of variants and dead letters that the vault no longer has. */
    public List<LedgerEntry> gone(ConnectionLedger pending) {
        List<LedgerEntry> entries = new ArrayList<>();
        Connection connection = scan.getConnection();
        if (scan.isComplete() && scan.plan().kind() == ScanKind.INCREMENTAL) {
            gone = ledger.findings().gone(scan.tally().pages());
            gone.stream()
                    .filter(e -> ledger.knowsVariant(e.keyHash(), e.storedAt()))
                    .filter(e -> !variants.containsKey(e.keyHash()) && !pending.hasVariant(e.keyHash()))
                    .forEach(e -> {
                        entries.add(LedgerEntry.variant(connection, e.keyHash(), List.of()));
                        if (!ledger.unpublished(e.keyHash()).isEmpty()) {
                            entries.add(LedgerEntry.unpublished(connection, e.keyHash(), List.of()));
                        }
                        if (ledger.orders().asked() > 0) { // A rewind may have published it again.
                            entries.add(LedgerEntry.republished(connection, e.keyHash(), List.of()));
                        }
                    });
        } else if (scan.isComplete()
                && scan.plan().kind() == ScanKind.SWEEP
                && !scan.plan().isRecheck()) {
            ledger.findings().absent(ledger.deadLetters(), deadLetters).stream()
                    .filter(keyHash -> !pending.hasDeadLetter(keyHash))
                    .forEach(keyHash -> entries.add(LedgerEntry.deadLetter(connection, keyHash, List.of())));
        }
        return entries;
    }

    /** Enters the page into the findings of sweeps, as if it were committed. */
    public void enter() {
        SweepFindings findings = ledger.findings();
        if (scan.plan().isRecheck()) {
            findings.recheck(variants, !page.hasNext() && deadLetters.isEmpty());
        } else if (scan.plan().kind() == ScanKind.SWEEP) {
            findings.sweep(scan.tally().pages(), variants, deadLetters);
            if (scan.isComplete()) {
                findings.complete(ledger.variants());
            }
        } else if (scan.plan().kind() == ScanKind.REWIND) {
            findings.missing().see(variants);
        } else {
            findings.news(scan.tally().pages(), variants);
            findings.missing().remove(gone);
            ledger.setApiNow(page.apiTime());
        }
    }
}
