package io.vaultmedia.command.audit;

import com.carrotsearch.hppc.BitMixer;
import io.vaultmedia.ledger.LedgerEntry;
import java.util.Optional;

/**
 * Which storing of which variant a record speaks of. Immutable.
 *
 * @param connection its name: alias or id
 */
record VariantKey(String connection, String mediaId, String label, long storedAt) {

    /** Parses a {@code ce_id} of ours; empty for another one. */
    static Optional<VariantKey> parse(String id) {
        int time = id.lastIndexOf('@');
        int label = id.lastIndexOf('/', time);
        int media = label < 1 ? -1 : id.lastIndexOf('/', label - 1);
        if (media < 0 || time < label || !id.substring(time + 1).matches("-?\\d{1,18}")) {
            return Optional.empty();
        }
        return Optional.of(new VariantKey(
                id.substring(0, media),
                unescaped(id.substring(media + 1, label)),
                unescaped(id.substring(label + 1, time)),
                Long.parseLong(id.substring(time + 1))));
    }

    private static String unescaped(String part) {
        return part.replace("%2F", "/").replace("%40", "@").replace("%25", "%");
    }

    /** Returns the ledger's key hash. */
    long keyHash() {
        return LedgerEntry.variantHash(mediaId, label);
    }

    /** Returns 64 bits that stand for a storing of a variant of the connection with this fingerprint. */
    static long hash(long connection, long keyHash, long storedAt) {
        return BitMixer.mix64(connection ^ BitMixer.mix64(keyHash ^ BitMixer.mix64(storedAt)));
    }
}
