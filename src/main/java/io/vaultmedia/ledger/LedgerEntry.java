package io.vaultmedia.ledger;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.scan.Orders;
import io.vaultmedia.scan.ScanState;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * One entry of the ledger, and its form on the wire, all numbers big-endian:
 *
 * <pre>
 *   variant        key 'v' + connection fingerprint (8) + key hash (8)    value storedAt (8), for each storing, the last one last
 *   dead letter    key 'd' + connection fingerprint (8) + key hash (8)    value hash of what was wrong (8), likewise
 *   unpublished    key 'u' + connection fingerprint (8) + key hash (8)    value storedAt (8), likewise
 *   replayed       key 'r' + connection fingerprint (8) + place (8)       value when that dead letter was sent (8)
 *   republished    key 'a' + connection fingerprint (8) + key hash (8)    value number of the rescan (8), then as a variant's
 *   removed        key 'x' + connection fingerprint (8)                   value since when (8), Unix ms
 *   connection     key 'c' + connection fingerprint (8)                   value {@link ScanStateJson}
 *   orders         key 'o' + connection fingerprint (8)                   value {@link OrdersJson}
 * </pre>
 *
 * A variant's key hash stands for its media id and label. Two variants of one connection whose hashes collide share an
 * entry, which is harmless unless they were also stored in the same millisecond: then one of them hides the other. With a
 * million variants of one millisecond, that happens in one of 37 million vaults.
 *
 * @param connection the connection's {@link Connection#fingerprint}
 * @param keyHash what was published, or where the dead letter is; 0 for a connection and its orders
 * @param numbers each storedAt, each hash of what was wrong, or when the dead letter was sent; for a connection, the number of
 *     variants that were published, unless it is 0; empty for a tombstone
 * @param state how far the connection is; null for the others, and for a tombstone
 * @param orders what signals ordered for the connection; null for the others, and for a tombstone
 */
public record LedgerEntry(
        Kind kind, long connection, long keyHash, List<Long> numbers, ScanState state, Orders orders) {

    public LedgerEntry {
        numbers = List.copyOf(numbers);
    }

    /** What an entry speaks of. */
    public enum Kind {
        VARIANT('v', 1 + 2 * Long.BYTES),
        DEAD_LETTER('d', 1 + 2 * Long.BYTES),
        /** Storings of a known variant of which there is a dead letter, but no record. */
        UNPUBLISHED('u', 1 + 2 * Long.BYTES),
        REPLAYED('r', 1 + 2 * Long.BYTES),
        /** What the present rewind, or the last one, has published again. */
        REPUBLISHED('a', 1 + 2 * Long.BYTES),
        /** The connection is not in the list of connections any more. */
        REMOVED('x', 1 + Long.BYTES),
        CONNECTION('c', 1 + Long.BYTES),
        ORDERS('o', 1 + Long.BYTES);

        final byte tag;
        final int keySize;

        Kind(char tag, int keySize) {
            this.tag = (byte) tag;
            this.keySize = keySize;
        }
    }

    /** Returns the entry of a variant that was published with each of these storedAt; a tombstone if there is none. */
    public static LedgerEntry variant(Connection connection, long keyHash, List<Long> storedAt) {
        return new LedgerEntry(Kind.VARIANT, connection.fingerprint(), keyHash, storedAt, null, null);
    }

    /** Returns the entry of a dead letter that was sent for each of these faults; a tombstone if there is none. */
    public static LedgerEntry deadLetter(Connection connection, long keyHash, List<Long> detailHash) {
        return new LedgerEntry(Kind.DEAD_LETTER, connection.fingerprint(), keyHash, detailHash, null, null);
    }

    /**
     * Returns the entry of a variant whose storings count as handled, but have a dead letter in place of a record; a tombstone
     * if there is none.
     */
    public static LedgerEntry unpublished(Connection connection, long keyHash, List<Long> storedAt) {
        return new LedgerEntry(Kind.UNPUBLISHED, connection.fingerprint(), keyHash, storedAt, null, null);
    }

    /**
     * Returns the entry of a variant that a rescan has published again; a tombstone if it is empty.
     *
     * @param numbers the rescan's number, then each storedAt
     */
    public static LedgerEntry republished(Connection connection, long keyHash, List<Long> numbers) {
        return new LedgerEntry(Kind.REPUBLISHED, connection.fingerprint(), keyHash, numbers, null, null);
    }

    /** Returns the entry of what signals ordered for a connection. */
    public static LedgerEntry orders(Connection connection, Orders orders) {
        return new LedgerEntry(Kind.ORDERS, connection.fingerprint(), 0, List.of(), null, orders);
    }

    /**
     * Returns the entry of a dead letter that was replayed: it is not replayed again.
     *
     * @param place where it is in the topic of dead letters, as one number
     * @param sentAt its timestamp: another topic may have another letter at this place
     */
    public static LedgerEntry replayed(Connection connection, long place, long sentAt) {
        return new LedgerEntry(Kind.REPLAYED, connection.fingerprint(), place, List.of(sentAt), null, null);
    }

    /** Returns the entry that says how far a connection is of which this number of variants was published. */
    public static LedgerEntry connection(Connection connection, ScanState state, long publishedTotal) {
        return connection(connection.fingerprint(), state, publishedTotal);
    }

    private static LedgerEntry connection(long fingerprint, ScanState state, long publishedTotal) {
        List<Long> numbers = publishedTotal == 0 ? List.of() : List.of(publishedTotal);
        return new LedgerEntry(Kind.CONNECTION, fingerprint, 0, numbers, state, null);
    }

    /** Returns the entry that says since when the connection is not in the list any more; a tombstone for null. */
    static LedgerEntry removed(long fingerprint, Instant since) {
        List<Long> numbers = since == null ? List.of() : List.of(since.toEpochMilli());
        return new LedgerEntry(Kind.REMOVED, fingerprint, 0, numbers, null, null);
    }

    /** Returns what deletes an entry. */
    static LedgerEntry tombstone(Kind kind, long fingerprint, long keyHash) {
        return new LedgerEntry(kind, fingerprint, keyHash, List.of(), null, null);
    }

    /** Returns the number of a connection's variants that were published. */
    long publishedTotal() {
        return numbers.isEmpty() ? 0 : numbers.get(0);
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
        return MurmurHash.of(bytes);
    }

    /** Returns its record in the partition of its shard, the only one that is read when the shard is opened. */
    public ProducerRecord<byte[], byte[]> toRecord(String topic, int shard) {
        ByteBuffer key = ByteBuffer.allocate(kind.keySize).put(kind.tag).putLong(connection);
        if (key.hasRemaining()) {
            key.putLong(keyHash);
        }
        return new ProducerRecord<>(topic, shard, key.array(), value());
    }

    private byte[] value() {
        if (kind == Kind.CONNECTION) {
            return state == null ? null : ScanStateJson.write(state, publishedTotal());
        }
        if (kind == Kind.ORDERS) {
            return orders == null ? null : OrdersJson.write(orders);
        }
        return Numbers.write(numbers);
    }

    /** Throws IllegalArgumentException for a record that no version of this product wrote. */
    public static LedgerEntry parse(byte[] key, byte[] value) {
        ByteBuffer in = ByteBuffer.wrap(key == null ? new byte[0] : key);
        for (Kind kind : Kind.values()) {
            if (in.remaining() == kind.keySize && in.get(0) == kind.tag) {
                in.get();
                long connection = in.getLong();
                return switch (kind) {
                    case CONNECTION -> connection(connection, value);
                    case ORDERS -> {
                        Orders orders = value == null ? null : OrdersJson.read(value);
                        yield new LedgerEntry(kind, connection, 0, List.of(), null, orders);
                    }
                    case REMOVED -> new LedgerEntry(kind, connection, 0, Numbers.read(value), null, null);
                    default -> new LedgerEntry(kind, connection, in.getLong(), Numbers.read(value), null, null);
                };
            }
        }
        throw new IllegalArgumentException("a record with a key of " + in.remaining() + " bytes is no ledger entry");
    }

    private static LedgerEntry connection(long fingerprint, byte[] value) {
        if (value == null) {
            return connection(fingerprint, null, 0);
        }
        ScanStateJson.Read read = ScanStateJson.read(value);
        return connection(fingerprint, read.state(), read.publishedTotal());
    }
}
