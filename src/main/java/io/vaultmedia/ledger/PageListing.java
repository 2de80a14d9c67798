package io.vaultmedia.ledger;

import com.carrotsearch.hppc.LongLongHashMap;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;
import java.util.ArrayList;
import java.util.List;

/** What one page lists, and what follows for the entries that the ledger has. Not thread safe. */
public final class PageListing {

    /** Variants of a page; more of them cost growing. */
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

    public void addVariant(long keyHash, long storedAt) {
        variants.put(keyHash, storedAt);
    }

    public void addDeadLetter(long keyHash, long detailHash) {
        deadLetters.put(keyHash, detailHash);
    }

    /** Entries that say: these variants and dead letters are no more. */
    public List<LedgerEntry> gone(ConnectionLedger pending) {
        List<LedgerEntry> entries = new ArrayList<>();
        Connection connection = scan.getConnection();
        if (scan.isComplete() && scan.plan().kind() == ScanKind.INCREMENTAL) {
            gone = ledger.findings().gone(scan.tally().pages());
            gone.stream()
                    .filter(e -> ledger.knowsVariant(e.keyHash(), e.storedAt()))
                    .filter(e -> !variants.containsKey(e.keyHash()) && !pending.hasVariant(e.keyHash()))
                    .forEach(e -> entries.add(LedgerEntry.variant(connection, e.keyHash(), null)));
        } else if (scan.isComplete()
                && scan.plan().kind() == ScanKind.SWEEP
                && !scan.plan().isRecheck()) {
            ledger.findings().absent(ledger.deadLetters(), deadLetters).stream()
                    .filter(keyHash -> !pending.deadLetters().containsKey(keyHash))
                    .forEach(keyHash -> entries.add(LedgerEntry.deadLetter(connection, keyHash, null)));
        }
        return entries;
    }

    /** Takes note of it as of a page that is committed. */
    public void enter() {
        SweepFindings findings = ledger.findings();
        if (scan.plan().isRecheck()) {
            findings.recheck(variants, !page.hasNext() && deadLetters.isEmpty());
        } else if (scan.plan().kind() == ScanKind.SWEEP) {
            findings.sweep(scan.tally().pages(), variants, deadLetters);
            if (scan.isComplete()) {
                findings.complete(ledger.variants());
            }
        } else {
            findings.news(scan.tally().pages(), variants);
            findings.missing().remove(gone);
            ledger.tell(page.apiTime());
        }
    }
}
