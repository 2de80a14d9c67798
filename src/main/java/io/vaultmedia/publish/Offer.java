package io.vaultmedia.publish;

import io.vaultmedia.event.StoredItem;
import io.vaultmedia.event.StoredMedia;
import io.vaultmedia.event.StoredMedia.Storing;
import io.vaultmedia.event.StoredVariant;
import java.util.ArrayList;
import java.util.List;

/**
 * What a host's steps have at the moment, a variant or an item with variants, and what they have made of it so far. Guarded by
 * its page's draft.
 */
final class Offer {

    /** One of its newly stored variants. */
    record New(Storing variant, long keyHash) {}

    final List<New> variants = new ArrayList<>(1);
    final List<OutboundRecord> records = new ArrayList<>(1);

    /** Why one of the records is too large; null if none is. */
    String tooLarge;

    private StoredMedia media;

    Offer(StoredMedia listed) {
        media = listed;
    }

    void add(Storing variant, long keyHash) {
        variants.add(new New(variant, keyHash));
    }

    /** Leaves out of an item what is not newly stored. */
    Offer complete() {
        if (media instanceof StoredItem item) {
            media = item.with(variants.stream()
                    .map(one -> (StoredItem.Variant) one.variant())
                    .toList());
        }
        return this;
    }

    /** Returns what is offered. */
    StoredMedia media() {
        return media;
    }

    /** Returns what Kafka's refusal of a record is remembered by: another set of variants makes another record. */
    Refusals.Subject subject(long connection) {
        long keyHash = 0;
        long number = 0;
        for (New one : variants) {
            keyHash = 31 * keyHash + one.keyHash();
            number = 31 * number + one.variant().storedAt();
        }
        return new Refusals.Subject(connection, keyHash, number);
    }

    /** Returns the part of the item that a dead letter is about, as the API names it. */
    String part() {
        return media instanceof StoredVariant variant ? "media." + variant.label() : "media";
    }
}
