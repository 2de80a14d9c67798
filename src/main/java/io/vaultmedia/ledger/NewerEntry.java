package io.vaultmedia.ledger;

import java.util.Arrays;
import java.util.Optional;

/**
 * Recognises an entry that a newer version of this product wrote. A version refuses a ledger with a kind of entry that it does not
 * know, but it ignores an unknown field of an entry's JSON, and drops it. So what an older version must not ignore is a new kind,
 * with a lower-case tag and a key of 9 or 17 bytes.
 */
final class NewerEntry {

    private NewerEntry() {}

    /** Returns the tag of an entry whose kind is not known here, but whose key has the form of ours; empty for all others. */
    static Optional<Character> kind(byte[] key) {
        boolean isOurForm = key != null
                && (key.length == LedgerEntry.Kind.CONNECTION.keySize || key.length == LedgerEntry.Kind.VARIANT.keySize)
                && key[0] >= 'a'
                && key[0] <= 'z'
                && Arrays.stream(LedgerEntry.Kind.values()).noneMatch(kind -> kind.tag == key[0]);
        return isOurForm ? Optional.of((char) key[0]) : Optional.empty();
    }
}
