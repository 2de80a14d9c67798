package io.vaultmedia.ledger;

import io.vaultmedia.event.OutboundRecord;
import io.vaultmedia.scan.Connection;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * One entry of the ledger, and its form on the wire, all numbers big-endian:
 *
 * <pre>
 *   published    key 'p' + connection fingerprint (8) + key hash (8)    value storedAt (8)
 *   watermark    key 'w' + connection fingerprint (8)                   value Unix ms (8)
 * </pre>
 *
 * A key hash stands for a variant (media id and label) or for a dead letter. Two variants of one connection whose hashes
 * collide displace each other: that costs a repetition. Only if they were stored in the same millisecond, too, would one
 * of them hide the other: with a million variants of one millisecond, that happens in one of 37 million vaults.
 *
 * @param connection the connection's {@link Connection#reference}
 * @param keyHash what was published; 0 for a watermark
 * @param time storedAt or watermark, Unix ms; null for an entry that is no more
 */
record LedgerEntry(Kind kind, String connection, long keyHash, Long time) {

    enum Kind {
        PUBLISHED('p', 1 + 2 * Long.BYTES),
        WATERMARK('w', 1 + Long.BYTES);

        private final byte tag;
        private final int keySize;

        Kind(char tag, int keySize) {
            this.tag = (byte) tag;
            this.keySize = keySize;
        }
    }

    static LedgerEntry published(Connection connection, long keyHash, long storedAt) {
        return new LedgerEntry(Kind.PUBLISHED, connection.reference(), keyHash, storedAt);
    }

    /** The watermark, or null for none any more. */
    static LedgerEntry watermark(Connection connection, Instant upTo) {
        return new LedgerEntry(Kind.WATERMARK, connection.reference(), 0, upTo == null ? null : upTo.toEpochMilli());
    }

    /** The key hash of a variant. A label cannot borrow from an id: neither the API's ids nor its labels hold a NUL. */
    static long variantHash(String mediaId, String label) {
        return hash(mediaId + '\0' + label);
    }

    /** The key hash of a dead letter, by whatever identifies the entry: its media id, or its own bytes. */
    static long deadLetterHash(String identity) {
        return hash("\0dead-letter\0" + identity);
    }

    static long hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    static long hash(byte[] bytes) {
        return MurmurHash3.hash128x64(bytes)[0];
    }

    /** Its record in the partition of its shard: whoever opens the shard reads that one, and no other. */
    OutboundRecord toRecord(String topic, int shard) {
        ByteBuffer key =
                ByteBuffer.allocate(kind.keySize).put(kind.tag).putLong(Long.parseUnsignedLong(connection, 16));
        if (kind == Kind.PUBLISHED) {
            key.putLong(keyHash);
        }
        byte[] value = time == null
                ? null
                : ByteBuffer.allocate(Long.BYTES).putLong(time).array();
        return OutboundRecord.plain(topic, shard, key.array(), value);
    }

    /** Throws IllegalArgumentException for a record that no version of this product wrote. */
    static LedgerEntry parse(byte[] key, byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(key == null ? new byte[0] : key);
        for (Kind kind : Kind.values()) {
            if (in.remaining() == kind.keySize && key[0] == kind.tag && (value == null || value.length == Long.BYTES)) {
                in.get();
                String connection = HexFormat.of().toHexDigits(in.getLong());
                long keyHash = kind == Kind.PUBLISHED ? in.getLong() : 0;
                Long time = value == null ? null : ByteBuffer.wrap(value).getLong();
                return new LedgerEntry(kind, connection, keyHash, time);
            }
        }
        throw new IllegalArgumentException("a record with a key of " + in.remaining() + " bytes is no ledger entry");
    }
}
