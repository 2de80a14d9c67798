package io.vaultmedia.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Builds the records of the topic {@code <prefix>.progress}, each of them a CloudEvent. Thread safe. */
public final class ProgressRecords {

    static final String TYPE = "com.ofauth.vault.media.connection.progressed.v1";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String topic;
    private final EventMode mode;

    public ProgressRecords(Topics topics, EventMode mode) {
        this.topic = topics.progress();
        this.mode = mode;
    }

    /** Returns the record that says this of a connection. A connection has at most one a millisecond. */
    public ProducerRecord<byte[], byte[]> of(ConnectionProgress progress, Instant now) {
        String connection = progress.connection();
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, connection.getBytes(UTF_8), value(progress));
        add(record, "ce_specversion", "1.0");
        add(record, "ce_type", TYPE);
        add(record, "ce_source", VariantRecords.source(connection));
        add(record, "ce_id", connection + "/progress@" + now.toEpochMilli());
        add(record, "ce_time", now.toString());
        add(record, "content-type", "application/json");
        return mode.of(record);
    }

    private static byte[] value(ConnectionProgress progress) {
        try {
            return JSON.writeValueAsBytes(progress);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written as JSON", e);
        }
    }

    private static void add(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(UTF_8));
    }
}
