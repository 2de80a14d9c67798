package io.vaultmedia.publish;

import io.vaultmedia.event.StoredVariant;
import io.vaultmedia.event.VariantRecords;
import io.vaultmedia.ledger.ConnectionLedger;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.ledger.PageListing;
import io.vaultmedia.media.InvalidItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanState;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A page while the routes fill it: what it lists, what of that is newly stored, and the records that this makes. Each
 * variant is offered, then its records are added, then it is handled: one variant at a time. A host's steps may add records
 * from threads of their own, so it is thread safe; but they must do so before the variant is handled.
 */
public final class PageDraft {

    private final Pages pages;
    private final Scan scan;
    private final OpenShard shard;
    private final ConnectionLedger ledger;
    private final PageListing listing;
    private final ConnectionLedger pending = new ConnectionLedger();
    private final PageContent content = new PageContent();
    private final Runnable discard;
    private OfferedVariant offered;

    PageDraft(Pages pages, Scan scan, MediaPage page, OpenShard shard) {
        this.pages = pages;
        this.scan = scan;
        this.shard = shard;
        this.ledger = shard.ledger().of(scan.getConnection());
        this.listing = new PageListing(scan, page, ledger);
        this.discard = page.discard();
    }

    /** Returns the scan that the page belongs to. */
    public Scan scan() {
        return scan;
    }

    /**
     * Notes a stored variant that the page lists. Returns true if it is wanted, and neither in the ledger nor on this page
     * already: then it is offered to the steps that follow, until {@link #handled} or {@link #failed}.
     */
    synchronized boolean offer(StoredVariant v) {
        requireNoOffer();
        long keyHash = LedgerEntry.variantHash(v.mediaId(), v.label());
        scan.tally().countListed(v.storedAt());
        listing.addVariant(keyHash, v.storedAt());
        boolean isWanted =
                scan.reaches(v.storedAt()) && scan.filter().matches(v.type(), v.duration(), v.label(), v.contentType());
        if (!isWanted) {
            return false;
        }
        if (ledger.knowsVariant(keyHash, v.storedAt()) || pending.knowsVariant(keyHash, v.storedAt())) {
            content.known++;
            return false;
        }
        offered = new OfferedVariant(v, keyHash);
        return pages.refusals()
                .of(subject(keyHash, v.storedAt()))
                .map(refusal -> {
                    bury(InvalidItem.Reason.REFUSED, "Kafka refused its record: " + refusal.reason());
                    return false;
                })
                .orElse(true);
    }

    /** A page that passed over a variant must not be committed: the variant would be missed. */
    private void requireNoOffer() {
        if (offered != null) {
            throw new IllegalStateException("the steps of " + offered.variant + " ended, but it was not handled");
        }
    }

    /** Adds a record of the variant that is offered. Throws LateMessageException if another one is, or none. */
    synchronized void add(StoredVariant of, ProducerRecord<byte[], byte[]> record) {
        if (offered == null || !offered.variant.equals(of)) {
            content.late = new LateMessageException(of.mediaId() + "/" + of.label());
            throw content.late;
        }
        OutboundRecord outbound = new OutboundRecord(record, of.storedAt(), subject(offered.keyHash, of.storedAt()));
        if (outbound.size() > pages.maxRecordBytes()) {
            offered.tooLarge =
                    "its record has " + outbound.size() + " bytes, and the producer takes " + pages.maxRecordBytes();
        }
        offered.records.add(outbound);
    }

    /** Ends the offer: the variant counts as handled, even if nothing was published for it, and is not offered again. */
    synchronized void handled() {
        if (offered.tooLarge != null) {
            bury(InvalidItem.Reason.TOO_LARGE, offered.tooLarge);
            return;
        }
        if (offered.records.isEmpty()) {
            content.dropped++;
        } else {
            content.records.addAll(offered.records);
            content.published.add(
                    new PageContent.Published(VariantRecords.kind(offered.variant), offered.variant.storedAt()));
        }
        enterOffered();
    }

    /** Ends the offer of this variant as {@link #handled} does, unless it has ended: its steps were stopped before. */
    synchronized void ended(StoredVariant variant) {
        if (offered != null && offered.variant.equals(variant)) {
            handled();
        }
    }

    /** Ends the offer with a dead letter in place of what the host's steps would have made. */
    synchronized void failed(String detail) {
        bury(InvalidItem.Reason.STEP_FAILED, detail);
    }

    private void bury(InvalidItem.Reason reason, String detail) {
        StoredVariant v = offered.variant;
        InvalidItem letter = new InvalidItem(v.mediaId(), pages.json(v), reason, "media." + v.label() + ": " + detail);
        addDeadLetter(letter, subject(offered.keyHash, v.storedAt()), 2);
        enterOffered();
    }

    private void enterOffered() {
        List<Long> storedAt =
                baseOf(pending.hasVariant(offered.keyHash)).withVariant(offered.keyHash, offered.variant.storedAt());
        enter(LedgerEntry.variant(scan.getConnection(), offered.keyHash, storedAt));
        offered = null;
    }

    /** Adds an entry that could not be read to the dead letters, unless it was sent there for the same fault before. */
    synchronized void addInvalid(InvalidItem item) {
        long identity = LedgerEntry.hash(item.identity());
        long detail = LedgerEntry.hash(item.reason().label() + item.detail());
        listing.addDeadLetter(identity, detail);
        if (!ledger.knowsDeadLetter(identity, detail) && !pending.knowsDeadLetter(identity, detail)) {
            addDeadLetter(item, subject(identity, detail), 1);
            List<Long> details = baseOf(pending.hasDeadLetter(identity)).withDeadLetter(identity, detail);
            enter(LedgerEntry.deadLetter(scan.getConnection(), identity, details));
        }
    }

    /** @param withoutValueFrom how often Kafka must have refused the subject before the letter's value is left out */
    private void addDeadLetter(InvalidItem item, Refusals.Subject subject, int withoutValueFrom) {
        int refused = pages.refusals().of(subject).map(Refusals.Refusal::times).orElse(0);
        ProducerRecord<byte[], byte[]> record = refused < withoutValueFrom
                ? pages.deadLetters().of(scan, item)
                : pages.deadLetters().withoutValue(scan, item);
        content.records.add(new OutboundRecord(record, 0, subject));
        content.deadLetters.add(item.reason().label());
        if (refused > 0) {
            content.settled.add(subject);
        }
    }

    /** The values of a key on this page are a continuation of those in the ledger. */
    private ConnectionLedger baseOf(boolean isPending) {
        return isPending ? pending : ledger;
    }

    private void enter(LedgerEntry entry) {
        pending.apply(entry);
        content.entries.add(entry);
    }

    private Refusals.Subject subject(long keyHash, long number) {
        return new Refusals.Subject(scan.getConnection().fingerprint(), keyHash, number);
    }

    /**
     * Returns what the page writes: adds entries of what is gone, and of how far the connection is, if that is worth writing
     * or costs nothing. Throws LateMessageException if a message came too late.
     */
    synchronized PageTransaction conclude(Duration tolerance) {
        requireNoOffer();
        content.requireInTime();
        content.entries.addAll(listing.gone(pending));
        ScanState state = scan.stateAfterPage(ledger.state());
        boolean isNews = !state.equals(ledger.writtenState());
        if (state.isWorthWriting(ledger.writtenState(), tolerance) || (isNews && !content.isEmpty())) {
            content.entries.add(LedgerEntry.connection(scan.getConnection(), state));
        }
        PageTransaction transaction = new PageTransaction(pages, scan, shard, content, listing, state);
        transaction.commit().whenKnown(discard);
        return transaction;
    }
}
