package io.vaultmedia.ledger;

import com.carrotsearch.hppc.LongLongHashMap;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.scan.Connection;
import io.vaultmedia.scan.Scan;
import java.util.ArrayList;
import java.util.List;

/** What one page of a sweep lists, and what follows for the entries that the ledger has. Not thread safe. */
final class SweptPage {

    private final Scan scan;
    private final MediaPage page;
    private final ConnectionLedger ledger;
    private final LongLongHashMap listed = new LongLongHashMap();

    SweptPage(Scan scan, MediaPage page, ConnectionLedger ledger) {
        this.scan = scan;
        this.page = page;
        this.ledger = ledger;
    }

    void list(long keyHash, long value) {
        listed.put(keyHash, value);
    }

    /** Entries that say: these variants and dead letters are no more. */
    List<LedgerEntry> gone(ConnectionLedger pending) {
        Connection connection = scan.getConnection();
        SweepFindings findings = ledger.findings();
        List<LedgerEntry> gone = new ArrayList<>();
        if (scan.plan().isRecheck()) {
            findings.missing().absent(listed, !page.hasNext()).stream()
                    .filter(e -> ledger.knowsVariant(e.keyHash(), e.storedAt()))
                    .filter(e -> !pending.variants().containsKey(e.keyHash()))
                    .forEach(e -> gone.add(LedgerEntry.variant(connection, e.keyHash(), null)));
        } else if (scan.isComplete()) {
            findings.absent(ledger.deadLetters(), listed)
                    .forEach(keyHash -> gone.add(LedgerEntry.deadLetter(connection, keyHash, null)));
        }
        return gone;
    }

    /** Takes note that the page is committed. */
    void confirm() {
        SweepFindings findings = ledger.findings();
        if (scan.plan().isRecheck()) {
            findings.missing().advance(!page.hasNext());
            return;
        }
        findings.add(scan.tally().pages(), listed);
        if (scan.isComplete()) {
            findings.complete(ledger.variants());
        }
    }
}
