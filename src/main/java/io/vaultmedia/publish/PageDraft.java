package io.vaultmedia.publish;

import io.vaultmedia.event.StoredMedia;
import io.vaultmedia.event.StoredMedia.Storing;
import io.vaultmedia.event.VariantRecords;
import io.vaultmedia.ledger.ConnectionLedger;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.ledger.PageListing;
import io.vaultmedia.media.InvalidItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanState;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A page while the routes fill it: what it lists, what of that is newly stored, and the records that this makes. Each
 * message is offered, then its records are added, then it is handled: one at a time. A host's steps may add records
 * from threads of their own, so it is thread safe; but they must do so before the variant is handled.
 */
public final class PageDraft {

    private final Pages pages;
    private final Scan scan;
    private final OpenShard shard;
    private final ConnectionLedger ledger;
    private final PageListing listing;
    private final PageContent content = new PageContent();
    private final LedgerDraft draft;
    private final Runnable discard;
    private Offer offered;

    PageDraft(Pages pages, Scan scan, MediaPage page, OpenShard shard) {
        this.pages = pages;
        this.scan = scan;
        this.shard = shard;
        this.ledger = shard.ledger().of(scan.getConnection());
        this.draft = new LedgerDraft(scan, ledger, content.entries);
        this.listing = new PageListing(scan, page, ledger);
        this.discard = page.discard();
    }

    /** Returns the scan that the page belongs to. */
    public Scan scan() {
        return scan;
    }

    /**
     * Notes what the page lists. Returns what of it is wanted, and neither in the ledger nor on this page already: a variant
     * itself, an item with fewer variants, or null. It is offered to the steps that follow, until {@link #handled} or {@link
     * #failed}.
     */
    synchronized StoredMedia offer(StoredMedia media) {
        requireNoOffer();
        Offer offer = null;
        for (Storing variant : media.storings()) {
            long keyHash = LedgerEntry.variantHash(media.mediaId(), variant.label());
            if (isNew(media, variant, keyHash)) {
                offer = offer == null ? new Offer(media) : offer;
                offer.add(variant, keyHash);
            }
        }
        return offer == null ? null : begin(offer.complete());
    }

    private boolean isNew(StoredMedia media, Storing v, long keyHash) {
        scan.tally().countListed(v.storedAt());
        listing.addVariant(keyHash, v.storedAt());
        boolean isWanted = scan.reaches(v.storedAt())
                && scan.filter().matches(media.type(), media.duration(), v.label(), v.contentType());
        if (!isWanted) {
            return false;
        }
        boolean isToBePublished = draft.isToBePublished(keyHash, v.storedAt());
        content.known += isToBePublished ? 0 : 1;
        return isToBePublished;
    }

    private StoredMedia begin(Offer offer) {
        offered = offer;
        Optional<Refusals.Refusal> refusal = pages.refusals().of(subject());
        refusal.ifPresent(reason -> bury(InvalidItem.Reason.REFUSED, "Kafka refused its record: " + reason.reason()));
        return refusal.isPresent() ? null : offer.media();
    }

    /** A page that passed over a variant must not be committed: the variant would be missed. */
    private void requireNoOffer() {
        if (offered != null) {
            throw new IllegalStateException("the steps of " + offered.media() + " ended, but it was not handled");
        }
    }

    /** Adds a record of what is offered. Throws LateMessageException if something else is, or nothing. */
    synchronized void add(StoredMedia of, ProducerRecord<byte[], byte[]> record) {
        if (offered == null || !Objects.equals(offered.media(), of)) {
            content.late = new LateMessageException(of.shown());
            throw content.late;
        }
        OutboundRecord outbound = new OutboundRecord(record, of.storedAt(), subject());
        if (outbound.size() > pages.maxRecordBytes()) {
            offered.tooLarge =
                    "its record has " + outbound.size() + " bytes, and the producer takes " + pages.maxRecordBytes();
        }
        offered.records.add(outbound);
    }

    /** Ends the offer: it counts as handled, even if nothing was published for it, and is not offered again. */
    synchronized void handled() {
        if (offered.tooLarge != null) {
            bury(InvalidItem.Reason.TOO_LARGE, offered.tooLarge);
            return;
        }
        if (offered.records.isEmpty()) {
            content.dropped += offered.variants.size();
        } else {
            content.records.addAll(offered.records);
            String kind = VariantRecords.kind(offered.media());
            offered.variants.forEach(one -> content.published.add(
                    new PageContent.Published(kind, one.variant().storedAt())));
        }
        enterOffered(false);
    }

    /** Ends the offer of this as {@link #handled} does, unless it has ended: its steps were stopped before. */
    synchronized void ended(StoredMedia media) {
        if (offered != null && offered.media().equals(media)) {
            handled();
        }
    }

    /** Ends the offer with a dead letter in place of what the host's steps would have made. */
    synchronized void failed(String detail) {
        bury(InvalidItem.Reason.STEP_FAILED, detail);
    }

    private void bury(InvalidItem.Reason reason, String detail) {
        StoredMedia media = offered.media();
        String what = offered.part() + ": " + detail;
        addDeadLetter(new InvalidItem(media.mediaId(), pages.json(media), reason, what), subject(), 2);
        enterOffered(true);
    }

    private void enterOffered(boolean isBuried) {
        offered.variants.forEach(
                one -> draft.enterVariant(one.keyHash(), one.variant().storedAt(), isBuried));
        offered = null;
    }

    /** Adds an entry that could not be read to the dead letters, unless it was sent there for the same fault before. */
    synchronized void addInvalid(InvalidItem item) {
        long identity = LedgerEntry.hash(item.identity());
        long detail = LedgerEntry.hash(item.reason().label() + item.detail());
        listing.addDeadLetter(identity, detail);
        if (!draft.knowsDeadLetter(identity, detail)) {
            addDeadLetter(item, new Refusals.Subject(scan.getConnection().fingerprint(), identity, detail), 1);
            draft.enterDeadLetter(identity, detail);
        }
    }

    /** @param withoutValueFrom how often Kafka must have refused the subject before the letter's value is left out */
    private void addDeadLetter(InvalidItem item, Refusals.Subject subject, int withoutValueFrom) {
        int refused = pages.refusals().times(subject);
        ProducerRecord<byte[], byte[]> record = refused < withoutValueFrom
                ? pages.deadLetters().of(scan, item)
                : pages.deadLetters().withoutValue(scan, item);
        pages.refusals().requireAccepted(subject, withoutValueFrom, record);
        content.records.add(new OutboundRecord(record, 0, subject));
        content.deadLetters.add(item.reason().label());
        if (refused > 0) {
            content.settled.add(subject);
        }
    }

    private Refusals.Subject subject() {
        return offered.subject(scan.getConnection().fingerprint());
    }

    /** Returns what the page writes, also of how far the connection is. Throws LateMessageException for a late message. */
    synchronized PageTransaction conclude(Duration tolerance) {
        requireNoOffer();
        content.requireInTime();
        content.entries.addAll(listing.gone(draft.pending()));
        ScanState state = scan.stateAfterPage(ledger.state());
        long total = ledger.publishedTotal() + content.published.size();
        boolean isProgress = pages.progress().isDue(scan, state, ledger.publishedProgress());
        boolean isNews = !state.equals(ledger.writtenState()) || !content.published.isEmpty();
        boolean isWorthWriting =
                state.isWorthWriting(ledger.writtenState(), tolerance) || (isNews && !content.isEmpty());
        content.isOnlyProgress = isProgress && !isWorthWriting && content.isEmpty();
        if (isProgress || isWorthWriting) {
            content.entries.add(LedgerEntry.connection(scan.getConnection(), state, total));
        }
        if (isProgress) {
            content.add(pages.progress().record(scan, state, total));
        }
        return new PageTransaction(pages, scan, shard, content, listing, state, discard);
    }
}
