package io.vaultmedia.ledger;

import java.nio.ByteBuffer;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The number of shards that a ledger was made for, as a record of the ledger itself: key {@code n}, value the number (4
 * bytes, big-endian). It is in partition 0, which every ledger has. A ledger that was moved to another number of shards has it in
 * each partition, so that a replica which opens a shard cannot miss it. The last one counts. Immutable.
 */
public record ShardCount(int shards) {

    /** The partition that has the record. */
    public static final int PARTITION = 0;

    private static final byte KEY = 'n';

    /** Returns the record of a new ledger. */
    public ProducerRecord<byte[], byte[]> toRecord(String topic) {
        return toRecord(topic, PARTITION);
    }

    /** Returns the record in this partition. */
    public ProducerRecord<byte[], byte[]> toRecord(String topic, int partition) {
        byte[] value = ByteBuffer.allocate(Integer.BYTES).putInt(shards).array();
        return new ProducerRecord<>(topic, partition, new byte[] {KEY}, value);
    }

    /** True if a record of the ledger with this key is a shard count, and no {@link LedgerEntry}. */
    public static boolean isKey(byte[] key) {
        return key != null && key.length == 1 && key[0] == KEY;
    }

    /** Throws IllegalArgumentException for a value that no version of this product wrote. */
    public static ShardCount parse(byte[] value) {
        if (value == null || value.length != Integer.BYTES) {
            throw new IllegalArgumentException("a value that is not 4 bytes long is no shard count");
        }
        return new ShardCount(ByteBuffer.wrap(value).getInt());
    }
}
