package io.vaultmedia.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A committed record as consumers see it, as text. Immutable.
 *
 * @param headers by their names, in the order of the record
 */
public record PublishedRecord(String topic, String key, String value, Map<String, String> headers) {

    static PublishedRecord of(ConsumerRecord<String, String> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return new PublishedRecord(record.topic(), record.key(), record.value(), headers);
    }

    /** Returns the value of a header, or null if the record has none of this name. */
    public String header(String name) {
        return headers.get(name);
    }
}
