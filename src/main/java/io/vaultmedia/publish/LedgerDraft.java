package io.vaultmedia.publish;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.ledger.ConnectionLedger;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.ledger.Republished;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanPlan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the ledger knows of a connection, and what the page that is being filled adds to it. Guarded by the page's draft. */
final class LedgerDraft {

    private final Connection connection;
    private final ScanPlan plan;
    private final ConnectionLedger ledger;
    private final ConnectionLedger pending = new ConnectionLedger();
    private final List<LedgerEntry> entries;
    private final Map<Long, List<Long>> unpublished = new HashMap<>();

    /** @param entries takes what the page adds */
    LedgerDraft(Scan scan, ConnectionLedger ledger, List<LedgerEntry> entries) {
        this.connection = scan.getConnection();
        this.plan = scan.plan();
        this.ledger = ledger;
        this.entries = entries;
    }

    /** Returns true for a storing that was never published, or that the scan is to publish again, and has not yet. */
    boolean isToBePublished(long keyHash, long storedAt) {
        return !knowsVariant(keyHash, storedAt)
                || (plan.republishes(storedAt)
                        && !ledger.republished().has(plan.rescanNumber(), keyHash, storedAt)
                        && !pending.republished().has(plan.rescanNumber(), keyHash, storedAt));
    }

    private boolean knowsVariant(long keyHash, long storedAt) {
        return ledger.knowsVariant(keyHash, storedAt) || pending.knowsVariant(keyHash, storedAt);
    }

    boolean knowsDeadLetter(long identity, long detail) {
        return ledger.knowsDeadLetter(identity, detail) || pending.knowsDeadLetter(identity, detail);
    }

    /**
     * Adds a storing that {@link #isToBePublished}.
     *
     * @param isBuried true if it is handled by a dead letter, and has no record
     */
    void enterVariant(long keyHash, long storedAt, boolean isBuried) {
        boolean isAgain = plan.republishes(storedAt);
        if (!isAgain || !knowsVariant(keyHash, storedAt)) {
            List<Long> all = baseOf(pending.hasVariant(keyHash)).withVariant(keyHash, storedAt);
            enter(LedgerEntry.variant(connection, keyHash, all));
        }
        if (isAgain) {
            long rescan = plan.rescanNumber();
            Republished base =
                    baseOf(pending.republished().hasKey(rescan, keyHash)).republished();
            enter(LedgerEntry.republished(connection, keyHash, base.with(rescan, keyHash, storedAt)));
        }
        enterUnpublished(keyHash, storedAt, isBuried);
    }

    /** Its letters are replayed as long as it has no record: however many letters it has, one of them is. */
    private void enterUnpublished(long keyHash, long storedAt, boolean isBuried) {
        List<Long> before = unpublished.getOrDefault(keyHash, ledger.unpublished(keyHash));
        if (before.contains(storedAt) != isBuried) {
            List<Long> after = new ArrayList<>(before);
            after.removeIf(known -> known == storedAt);
            if (isBuried) {
                after.add(storedAt);
            }
            unpublished.put(keyHash, after);
            enter(LedgerEntry.unpublished(connection, keyHash, after));
        }
    }

    void enterDeadLetter(long identity, long detail) {
        List<Long> all = baseOf(pending.hasDeadLetter(identity)).withDeadLetter(identity, detail);
        enter(LedgerEntry.deadLetter(connection, identity, all));
    }

    /** The values of a key on this page are a continuation of those in the ledger. */
    private ConnectionLedger baseOf(boolean isPending) {
        return isPending ? pending : ledger;
    }

    private void enter(LedgerEntry entry) {
        pending.apply(entry);
        entries.add(entry);
    }

    /** Returns what the page adds. */
    ConnectionLedger pending() {
        return pending;
    }
}
