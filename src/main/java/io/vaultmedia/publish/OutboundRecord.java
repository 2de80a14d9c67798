package io.vaultmedia.publish;

import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A record for consumers. Its key decides its partition, and the time at which it is sent is its timestamp.
 *
 * @param record what Kafka's producer sends
 * @param storedAt when its variant was stored, Unix ms: an incremental scan's records are ordered by it; 0 for dead letters
 * @param subject what the record is about, by which Kafka's refusal of it is remembered
 */
public record OutboundRecord(ProducerRecord<byte[], byte[]> record, long storedAt, Refusals.Subject subject) {

    /** Leaves key and value out: they hold connection ids and signed addresses. */
    @Override
    public String toString() {
        return "OutboundRecord[" + record.topic() + "]";
    }
}
