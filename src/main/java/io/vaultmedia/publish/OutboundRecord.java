package io.vaultmedia.publish;

import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record for consumers. Its key decides its partition, and the time at which it is sent is its timestamp.
 *
 * @param record what Kafka's producer sends
 * @param storedAt when its variant was stored, Unix ms: an incremental scan's records are ordered by it; 0 for dead
 *     letters, and {@link #LAST} for what speaks of all others
 * @param subject what the record is about, by which Kafka's refusal of it is remembered
 */
public record OutboundRecord(ProducerRecord<byte[], byte[]> record, long storedAt, Refusals.Subject subject) {

    /** Later than any time of storage. */
    static final long LAST = Long.MAX_VALUE;

    /** A record batch of one record, without key, value and headers, is smaller. */
    private static final int RECORD_OVERHEAD = 128;

    private static final int HEADER_OVERHEAD = 8;

    /** Returns at least the number of bytes that Kafka's producer counts for the record. */
    long size() {
        return sizeOf(record);
    }

    /** Returns the same of a record that is no page's. */
    public static long sizeOf(ProducerRecord<byte[], byte[]> record) {
        long size = (long) RECORD_OVERHEAD + record.key().length + record.value().length;
        for (Header header : record.headers()) {
            size += (long) header.key().length() + header.value().length + HEADER_OVERHEAD;
        }
        return size;
    }

    /** Leaves key and value out: they hold connection ids and signed addresses. */
    @Override
    public String toString() {
        return "OutboundRecord[" + record.topic() + "]";
    }
}
