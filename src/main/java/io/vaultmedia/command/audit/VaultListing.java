package io.vaultmedia.command.audit;

import com.carrotsearch.hppc.LongHashSet;
import io.vaultmedia.api.ApiException;
import io.vaultmedia.command.pages.VaultPages;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.ledger.ConnectionLedger;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.media.MediaVariant;
import io.vaultmedia.scan.Failure;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanState;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

/** Lists vaults as a sweep does, and compares them with what was published. Used by one thread. */
final class VaultListing {

    private static final int MOST_ATTEMPTS = 6;

    private final VaultPages pages;
    private final AuditedLedger ledger;
    private final PublishedVariants published;
    private final Findings findings;
    private final LongHashSet suspects;
    private final LongHashSet listedSuspects = new LongHashSet();

    VaultListing(VaultPages pages, AuditedLedger ledger, PublishedVariants published, Findings findings) {
        this.pages = pages;
        this.ledger = ledger;
        this.published = published;
        this.findings = findings;
        this.suspects = published.suspects().hashes();
    }

    /** Returns the suspects that the vaults list, by their hashes. */
    LongHashSet listedSuspects() {
        return listedSuspects;
    }

    /** Lists the vault of one connection. Returns false if that was not possible. */
    boolean list(ConnectionSettings settings, Runnable afterPage) throws Exception {
        if (settings.paused()) {
            findings.explain(Explanation.PAUSED);
            return false;
        }
        ScanState state = ledger.of(settings.connection()).state();
        Scan scan = pages.scan(settings, state.since());
        try {
            do {
                for (MediaItem item : page(scan).mediaItems()) {
                    item.stored().forEach(variant -> compare(scan, state, item, variant));
                }
                afterPage.run();
            } while (scan.isGoingOn());
            return true;
        } catch (ApiException e) {
            findings.problem("the vault of " + settings.connection() + " could not be listed: " + e.getMessage());
            return false;
        }
    }

    private MediaPage page(Scan scan) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return pages.next(scan).page();
            } catch (ApiException e) {
                if (attempt == MOST_ATTEMPTS || e.remedy() != Failure.Remedy.RETRY) {
                    throw e;
                }
                Duration wait = Duration.ofSeconds(1L << attempt);
                LockSupport.parkNanos(e.retryAfter().orElse(wait).toNanos());
                scan.ahead().resume();
            }
        }
    }

    private void compare(Scan scan, ScanState state, MediaItem item, MediaVariant variant) {
        findings.countListed();
        long connection = scan.getConnection().fingerprint();
        long keyHash = LedgerEntry.variantHash(item.id(), variant.label());
        long storedAt = variant.storedAt();
        long hash = VariantKey.hash(connection, keyHash, storedAt);
        if (suspects.contains(hash)) {
            listedSuspects.add(hash);
        }
        ConnectionLedger known = ledger.of(scan.getConnection());
        boolean isWanted = scan.reaches(storedAt)
                && scan.filter().matches(item.type(), item.duration(), variant.label(), variant.contentType());
        if (!isWanted || published.has(connection, keyHash, storedAt) || known.knowsVariant(keyHash, storedAt)) {
            return;
        }
        if (state.watermark() == null || storedAt > state.watermark().toEpochMilli()) {
            findings.explain(Explanation.NOT_DUE);
        } else {
            findings.fault(
                    Fault.LOST,
                    scan.getConnection() + " " + item.id() + "/" + variant.label() + ", stored "
                            + Instant.ofEpochMilli(storedAt));
        }
    }
}
