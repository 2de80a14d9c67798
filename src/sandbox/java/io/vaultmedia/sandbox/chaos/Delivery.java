package io.vaultmedia.sandbox.chaos;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
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

    private static final ObjectMapper JSON = new ObjectMapper();

    static Delivery of(ConsumerRecord<byte[], byte[]> record) {
        return new Delivery(
                new String(record.headers().lastHeader("ce_id").value(), UTF_8),
                new String(record.key(), UTF_8),
                storedAt(record.value()),
                record.topic() + "-" + record.partition(),
                record.offset());
    }

    private static long storedAt(byte[] value) {
        try {
            return JSON.readTree(value).get("storedAt").asLong();
        } catch (IOException e) {
            throw new UncheckedIOException("reading a record's value", e);
        }
    }
}
