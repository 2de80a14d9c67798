package io.vaultmedia.event;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A record for consumers. Its key decides its partition, and the time at which it is sent is its timestamp.
 *
 * @param record what Kafka's producer sends
 * @param storedAt when its variant was stored, Unix ms: what an incremental scan's records are ordered by; 0 for others
 */
public record OutboundRecord(ProducerRecord<byte[], byte[]> record, long storedAt) {

    static OutboundRecord of(String topic, byte[] key, byte[] value, List<Header> headers, long storedAt) {
        return new OutboundRecord(new ProducerRecord<>(topic, null, key, value, headers), storedAt);
    }

    /** The topic's full name. */
    public String topic() {
        return record.topic();
    }

    /** The last part of the topic's name: a media type, or {@code dead-letter}. */
    public String kind() {
        return topic().substring(topic().lastIndexOf('.') + 1);
    }

    /** Leaves key and value out: they hold connection ids and signed addresses. */
    @Override
    public String toString() {
        return "OutboundRecord[" + topic() + "]";
    }
}
