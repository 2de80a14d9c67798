package io.vaultmedia.guarantees.chaos;

import io.vaultmedia.guarantees.Published;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A variant as consumers get it. Immutable.
 *
 * @param id its CloudEvents id: {@code <connection>/<media id>/<label>@<storedAt>}
 * @param key the record's key, which is its media item's
 * @param storedAt Unix milliseconds
 * @param partition the topic and the number of the partition that it is in
 */
record Delivery(String id, String key, long storedAt, String partition, long offset) {

    static Delivery of(ConsumerRecord<byte[], byte[]> record) {
        return new Delivery(
                Published.header(record, "ce_id"),
                Published.text(record.key()),
                Published.value(record).get("storedAt").asLong(),
                record.topic() + "-" + record.partition(),
                record.offset());
    }
}
