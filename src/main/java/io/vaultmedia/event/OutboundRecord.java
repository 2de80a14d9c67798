package io.vaultmedia.event;

import java.util.Map;

/**
 * A Kafka record to be. Its arrays belong to it: nobody changes them.
 *
 * @param topic the topic's full name
 * @param key key bytes
 * @param value value bytes, or null for a tombstone
 * @param headers names and UTF-8 values, in order
 * @param storedAt when its variant was stored, Unix ms: what an incremental scan's records are ordered by; 0 for others
 */
@SuppressWarnings("ArrayRecordComponent")
public record OutboundRecord(String topic, byte[] key, byte[] value, Map<String, byte[]> headers, long storedAt) {

    /** A record of our own book-keeping, which needs no headers. */
    public static OutboundRecord plain(String topic, byte[] key, byte[] value) {
        return new OutboundRecord(topic, key, value, Map.of(), 0);
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
