package io.vaultmedia.event;

import java.util.Map;

/**
 * A Kafka record to be. Its arrays belong to it: nobody changes them.
 *
 * @param topic the topic's full name
 * @param partition where in the topic, or null to go by the key
 * @param key key bytes
 * @param value value bytes, or null for a tombstone
 * @param headers names and UTF-8 values, in order
 * @param storedAt when its variant was stored, Unix ms: what an incremental scan's records are ordered by; 0 for others
 */
@SuppressWarnings("ArrayRecordComponent")
public record OutboundRecord(
        String topic, Integer partition, byte[] key, byte[] value, Map<String, byte[]> headers, long storedAt) {

    /** A record for consumers: its key decides its partition. */
    static OutboundRecord keyed(String topic, byte[] key, byte[] value, Map<String, byte[]> headers, long storedAt) {
        return new OutboundRecord(topic, null, key, value, headers, storedAt);
    }

    /** A record of our own book-keeping: in a partition of our choice, without headers. */
    public static OutboundRecord plain(String topic, int partition, byte[] key, byte[] value) {
        return new OutboundRecord(topic, partition, key, value, Map.of(), 0);
    }

    /** The last part of the topic's name: a media type, or {@code dead-letter}. */
    public String kind() {
        return topic.substring(topic.lastIndexOf('.') + 1);
    }

    /** Leaves key and value out: they hold connection ids and signed addresses. */
    @Override
    public String toString() {
        return "OutboundRecord[" + topic + "]";
    }
}
