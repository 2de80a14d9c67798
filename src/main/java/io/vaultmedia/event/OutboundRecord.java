package io.vaultmedia.event;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record for consumers. Its key decides its partition, and the time at which it is sent is its timestamp.
 *
 * @param kind the last part of its topic's name: a media type, or {@code dead-letter}
 * @param topic its topic's full name
 * @param record what Kafka's producer sends; null once it is sent
 * @param storedAt when its variant was stored, Unix ms: what an incremental scan's records are ordered by; 0 for others
 */
public record OutboundRecord(String kind, String topic, ProducerRecord<byte[], byte[]> record, long storedAt) {

    static OutboundRecord of(
            Topics topics, String kind, byte[] key, byte[] value, List<Header> headers, long storedAt) {
        String topic = topics.of(kind);
        return new OutboundRecord(kind, topic, new ProducerRecord<>(topic, null, key, value, headers), storedAt);
    }

    /** What is left of it once it is sent: what it says is not needed any more. */
    public OutboundRecord sent() {
        return new OutboundRecord(kind, topic, null, storedAt);
    }

    /** Leaves key and value out: they hold connection ids and signed addresses. */
    @Override
    public String toString() {
        return "OutboundRecord[" + topic + "]";
    }
}
