package io.vaultmedia.ledger;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.scan.ScanState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.codec.digest.MurmurHash3;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One entry of the ledger, and its form on the wire, all numbers big-endian:
 *
 * <pre>
 *   variant        key 'v' + connection fingerprint (8) + key hash (8)    value storedAt (8)
 *   dead letter    key 'd' + connection fingerprint (8) + key hash (8)    value hash of what was wrong (8)
 *   connection     key 'c' + connection fingerprint (8)                   value {@link ScanStateJson}
 * </pre>
 *
 * A variant's key hash stands for its media id and label. Two variants of one connection whose hashes collide displace each
 * other: that costs a repetition. Only if they were stored in the same millisecond, too, would one of them hide the other:
 * with a million variants of one millisecond, that happens in one of 37 million vaults.
 *
 * @param connection the connection's {@link Connection#fingerprint}
 * @param keyHash what was published; 0 for a connection
 * @param number storedAt, or the hash of what was wrong; null for a connection, and for an entry that is no more
 * @param state how far the connection is; null for the others, and for an entry that is no more
 */
public record LedgerEntry(Kind kind, long connection, long keyHash, Long number, ScanState state) {

    /** What an entry speaks of. */
    public enum Kind {
        VARIANT('v', 1 + 2 * Long.BYTES),
        DEAD_LETTER('d', 1 + 2 * Long.BYTES),
        CONNECTION('c', 1 + Long.BYTES);

        private final byte tag;
        private final int keySize;

        Kind(char tag, int keySize) {
            this.tag = (byte) tag;
            this.keySize = keySize;
        }
    }

    public static LedgerEntry variant(Connection connection, long keyHash, Long storedAt) {
        return new LedgerEntry(Kind.VARIANT, connection.fingerprint(), keyHash, storedAt, null);
    }

    public static LedgerEntry deadLetter(Connection connection, long keyHash, Long detailHash) {
        return new LedgerEntry(Kind.DEAD_LETTER, connection.fingerprint(), keyHash, detailHash, null);
    }

    public static LedgerEntry connection(Connection connection, ScanState state) {
        return new LedgerEntry(Kind.CONNECTION, connection.fingerprint(), 0, null, state);
    }

    /** The key hash of a variant. A label cannot borrow from an id: neither the API's ids nor its labels hold a NUL. */
    public static long variantHash(String mediaId, String label) {
        return hash(mediaId + '\0' + label);
    }

    public static long hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    public static long hash(byte[] bytes) {
        return MurmurHash3.hash128x64(bytes)[0];
    }

    /** Its record in the partition of its shard: whoever opens the shard reads that one, and no other. */
    public ProducerRecord<byte[], byte[]> toRecord(String topic, int shard) {
        ByteBuffer key = ByteBuffer.allocate(kind.keySize).put(kind.tag).putLong(connection);
        if (kind != Kind.CONNECTION) {
            key.putLong(keyHash);
        }
        return new ProducerRecord<>(topic, shard, key.array(), value());
    }

    private byte[] value() {
        if (kind == Kind.CONNECTION) {
            return state == null ? null : ScanStateJson.write(state);
        }
        return number == null
                ? null
                : ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }

    /** Throws IllegalArgumentException for a record that no version of this product wrote. */
    public static LedgerEntry parse(byte[] key, byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(key == null ? new byte[0] : key);
        for (Kind kind : Kind.values()) {
            if (in.remaining() == kind.keySize && in.get(0) == kind.tag) {
                in.get();
                long connection = in.getLong();
                return kind == Kind.CONNECTION
                        ? new LedgerEntry(kind, connection, 0, null, value == null ? null : ScanStateJson.read(value))
                        : new LedgerEntry(kind, connection, in.getLong(), number(value), null);
            }
        }
        throw new IllegalArgumentException("a record with a key of " + in.remaining() + " bytes is no ledger entry");
    }

    private static Long number(byte[] value) {
        if (value != null && value.length != Long.BYTES) {
            throw new IllegalArgumentException("a value of " + value.length + " bytes is no ledger entry's");
        }
        return value == null ? null : ByteBuffer.wrap(value).getLong();
    }
}
