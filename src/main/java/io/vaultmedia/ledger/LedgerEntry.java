package io.vaultmedia.ledger;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.scan.ScanState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.codec.digest.MurmurHash3;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One entry of the ledger, and its form on the wire, all numbers big-endian:
 *
 * <pre>
 *   variant        key 'v' + connection fingerprint (8) + key hash (8)    value storedAt (8), for each storing, the last one last
 *   dead letter    key 'd' + connection fingerprint (8) + key hash (8)    value hash of what was wrong (8), likewise
 *   connection     key 'c' + connection fingerprint (8)                   value {@link ScanStateJson}
 * </pre>
 *
 * A variant's key hash stands for its media id and label. Two variants of one connection whose hashes collide share an
 * entry, which is harmless unless they were also stored in the same millisecond: then one of them hides the other. With a
 * million variants of one millisecond, that happens in one of 37 million vaults.
 *
 * @param connection the connection's {@link Connection#fingerprint}
 * @param keyHash what was published; 0 for a connection
 * @param numbers each storedAt, or each hash of what was wrong; empty for a connection, and for a tombstone
 * @param state how far the connection is; null for the others, and for a tombstone
 */
public record LedgerEntry(Kind kind, long connection, long keyHash, List<Long> numbers, ScanState state) {

    public LedgerEntry {
        numbers = List.copyOf(numbers);
    }

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

    /** Returns the entry of a variant that was published with each of these storedAt; a tombstone if there is none. */
    public static LedgerEntry variant(Connection connection, long keyHash, List<Long> storedAt) {
        return new LedgerEntry(Kind.VARIANT, connection.fingerprint(), keyHash, storedAt, null);
    }

    /** Returns the entry of a dead letter that was sent for each of these faults; a tombstone if there is none. */
    public static LedgerEntry deadLetter(Connection connection, long keyHash, List<Long> detailHash) {
        return new LedgerEntry(Kind.DEAD_LETTER, connection.fingerprint(), keyHash, detailHash, null);
    }

    /** Returns the entry that says how far a connection is. */
    public static LedgerEntry connection(Connection connection, ScanState state) {
        return new LedgerEntry(Kind.CONNECTION, connection.fingerprint(), 0, List.of(), state);
    }

    /** Returns the key hash of a variant. Neither the API's ids nor its labels hold a NUL, which separates the two. */
    public static long variantHash(String mediaId, String label) {
        return hash(mediaId + '\0' + label);
    }

    /** Returns 64 bits of the text's hash. */
    public static long hash(String text) {
        return hash(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns 64 bits of the bytes' hash. */
    public static long hash(byte[] bytes) {
        return MurmurHash3.hash128x64(bytes)[0];
    }

    /** Returns its record in the partition of its shard, the only one that is read when the shard is opened. */
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
        if (numbers.isEmpty()) {
            return null;
        }
        ByteBuffer value = ByteBuffer.allocate(Long.BYTES * numbers.size());
        numbers.forEach(value::putLong);
        return value.array();
    }

    /** Throws IllegalArgumentException for a record that no version of this product wrote. */
    public static LedgerEntry parse(byte[] key, byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(key == null ? new byte[0] : key);
        for (Kind kind : Kind.values()) {
            if (in.remaining() == kind.keySize && in.get(0) == kind.tag) {
                in.get();
                long connection = in.getLong();
                return kind == Kind.CONNECTION
                        ? new LedgerEntry(
                                kind, connection, 0, List.of(), value == null ? null : ScanStateJson.read(value))
                        : new LedgerEntry(kind, connection, in.getLong(), numbers(value), null);
            }
        }
        throw new IllegalArgumentException("a record with a key of " + in.remaining() + " bytes is no ledger entry");
    }

    private static List<Long> numbers(byte[] value) {
        if (value == null) {
            return List.of();
        }
        if (value.length == 0 || value.length % Long.BYTES != 0) {
            throw new IllegalArgumentException("a value of " + value.length + " bytes is no ledger entry's");
        }
        List<Long> numbers = new ArrayList<>(value.length / Long.BYTES);
        for (ByteBuffer in = ByteBuffer.wrap(value); in.hasRemaining(); ) {
            numbers.add(in.getLong());
        }
        return numbers;
    }
}
