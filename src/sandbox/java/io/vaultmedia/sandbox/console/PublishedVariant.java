package io.vaultmedia.sandbox.console;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * A variant's record as it was read from Kafka. Immutable. Missing values are shown as {@code ?}.
 *
 * @param id the ce_id: {@code <connection>/<media id>/<label>@<storedAt>}
 * @param storedAt Unix milliseconds
 * @param foundBy the scan that found it
 */
public record PublishedVariant(
        String id,
        String type,
        String mediaId,
        String label,
        long sizeBytes,
        long storedAt,
        String topic,
        int partition,
        long offset,
        String foundBy) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Reads a record of a variant topic. */
    public static PublishedVariant of(ConsumerRecord<String, String> record) {
        JsonNode value = parse(record.value());
        String place = record.topic() + "[" + record.partition() + "]@" + record.offset();
        return new PublishedVariant(
                header(record, "ce_id", "no ce_id at " + place),
                value.path("type").asText("?"),
                value.path("mediaId").asText("?"),
                value.path("label").asText("?"),
                value.path("sizeBytes").asLong(),
                value.path("storedAt").asLong(),
                record.topic(),
                record.partition(),
                record.offset(),
                header(record, "ce_foundby", "?"));
    }

    private static JsonNode parse(String value) {
        try {
            return JSON.readTree(value == null ? "" : value);
        } catch (JsonProcessingException notJson) {
            return JSON.missingNode();
        }
    }

    private static String header(ConsumerRecord<String, String> record, String name, String absent) {
        Header header = record.headers().lastHeader(name);
        return header == null ? absent : new String(header.value(), StandardCharsets.UTF_8);
    }
}
