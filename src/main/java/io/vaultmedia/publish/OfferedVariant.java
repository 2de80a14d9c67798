package io.vaultmedia.publish;

import io.vaultmedia.event.StoredVariant;
import java.util.ArrayList;
import java.util.List;

/** The variant that a host's steps have at the moment, and what they have made of it so far. Guarded by its page's draft. */
final class OfferedVariant {

    final StoredVariant variant;
    final long keyHash;
    final List<OutboundRecord> records = new ArrayList<>(1);

    /** Why one of the records is too large; null if none is. */
    String tooLarge;

    OfferedVariant(StoredVariant variant, long keyHash) {
        this.variant = variant;
        this.keyHash = keyHash;
    }
}
