package io.vaultmedia.command.audit;

import com.carrotsearch.hppc.LongHashSet;
import io.vaultmedia.config.Settings;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.ledger.ConnectionLedger;
import io.vaultmedia.scan.ScanState;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** Compares the ledger with the records that consumers see. Used by one thread. */
final class Comparison {

    private final Settings settings;
    private final AuditedLedger ledger;
    private final PublishedVariants published;
    private final Findings findings;

    Comparison(Settings settings, AuditedLedger ledger, PublishedVariants published, Findings findings) {
        this.settings = settings;
        this.ledger = ledger;
        this.published = published;
        this.findings = findings;
    }

    /** Compares the entries that the ledger had before the topics were read. */
    void checkEntries() {
        Map<Long, Connection> configured = new HashMap<>();
        settings.connections().forEach(one -> configured.put(one.connection().fingerprint(), one.connection()));
        ledger.connections().forEach((fingerprint, known) -> {
            Connection connection = configured.get(fingerprint);
            known.forEachVariant((keyHash, storedAt) -> {
                findings.countEntries(1);
                if (connection == null) {
                    findings.explain(Explanation.NOT_CONFIGURED);
                } else if (!published.hasRecord(fingerprint, keyHash, storedAt)) {
                    checkEntry(connection, keyHash, storedAt);
                }
            });
        });
    }

    private void checkEntry(Connection connection, long keyHash, long storedAt) {
        if (published.isBuried(connection.fingerprint(), keyHash, storedAt)) {
            findings.explain(Explanation.BURIED);
        } else if (published.mayBeDeleted(storedAt)) {
            findings.explain(Explanation.RETENTION);
        } else if (settings.publish().hasOwnSteps()) {
            findings.explain(Explanation.OWN_STEPS);
        } else {
            findings.fault(
                    Fault.NO_RECORD,
                    connection + " entry " + Long.toHexString(keyHash) + ", stored " + Instant.ofEpochMilli(storedAt));
        }
    }

    /**
     * Compares the records that had no entry with the ledger as it is now.
     *
     * @param listed the connections whose vaults were listed, by their fingerprints
     * @param inVaults those of the records whose variants the vaults list, by their hashes
     */
    void checkRecords(Set<Long> listed, LongHashSet inVaults) {
        Suspects suspects = published.suspects();
        for (int i = 0; i < suspects.size(); i++) {
            Suspects.Suspect suspect = suspects.get(i);
            ConnectionLedger known = ledger.connections().get(suspect.connection());
            if (known != null && known.knowsVariant(suspect.keyHash(), suspect.storedAt())) {
                continue; // It was published after the ledger was read first.
            }
            if (mayBeForgotten(known, suspect, listed, inVaults)) {
                findings.explain(Explanation.FORGOTTEN);
            } else {
                findings.fault(Fault.NO_ENTRY, suspect.where());
            }
        }
    }

    /** A sweep forgets what the vault no longer has. If the vault was not listed, only the time says what it may forget. */
    private static boolean mayBeForgotten(
            ConnectionLedger known, Suspects.Suspect suspect, Set<Long> listed, LongHashSet inVaults) {
        ScanState state = known == null ? ScanState.NONE : known.state();
        if (listed.contains(suspect.connection())) {
            return state.sweptAt() != null && !inVaults.contains(suspect.hash());
        }
        return state.sweptAt() != null
                && suspect.publishedAt() < state.sweptAt().toEpochMilli()
                && !known.hasVariant(suspect.keyHash());
    }
}
