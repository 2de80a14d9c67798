package io.vaultmedia.bench.loop;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Makes the records of one connection's variants, byte for byte as the product does. For one thread. */
final class VariantEvents {
    private static final List<String> TYPES = List.of("image", "video", "audio");
    private static final Header SPEC_VERSION = header("ce_specversion", "1.0");
    private static final Header TYPE = header("ce_type", "com.ofauth.vault.media.variant.stored.v1");
    private static final Header JSON = header("content-type", "application/json");
    private static final Header FOUND_BY = header("ce_foundby", "backfill");

    private final JsonFactory json = new JsonFactory();
    private final ByteArrayOutputStream value = new ByteArrayOutputStream(1024);
    private final String topicPrefix;
    private final String connection;
    private final Header source;

    VariantEvents(String topicPrefix, String connection) {
        this.topicPrefix = topicPrefix;
        this.connection = connection;
        this.source = header("ce_source", "/vault-plus/connections/" + connection);
    }

    ProducerRecord<byte[], byte[]> of(Page.Item item, Variant variant) throws IOException {
        String topic = topicPrefix + '.' + (TYPES.contains(item.type()) ? item.type() : "other");
        String key = connection + '/' + item.id();
        String subject = item.id() + '/' + variant.label;
        List<Header> headers = List.of(
                SPEC_VERSION,
                TYPE,
                source,
                header("ce_id", key + '/' + variant.label + '@' + variant.storedAt),
                header("ce_subject", subject),
                header("ce_time", Instant.ofEpochMilli(variant.storedAt).toString()),
                JSON,
                FOUND_BY);
        return new ProducerRecord<>(topic, null, utf8(key), value(item, variant), headers);
    }

    private byte[] value(Page.Item item, Variant variant) throws IOException {
        value.reset();
        try (JsonGenerator out = json.createGenerator(value)) {
            out.writeStartObject();
            out.writeStringField("connection", connection);
            out.writeStringField("mediaId", item.id());
            out.writeStringField("type", item.type());
            out.writeFieldName("duration");
            out.writeRawValue(item.duration() == null ? "null" : item.duration());
            out.writeStringField("label", variant.label);
            out.writeStringField("quality", variant.quality);
            out.writeStringField("contentType", variant.contentType);
            out.writeNumberField("sizeBytes", variant.sizeBytes);
            out.writeNumberField("accessCount", variant.accessCount);
            out.writeNumberField("createdAt", variant.createdAt);
            out.writeNumberField("storedAt", variant.storedAt);
            out.writeNumberField("expiresAt", variant.expiresAt);
            out.writeNumberField("lastAccessedAt", variant.lastAccessedAt);
            out.writeStringField("url", variant.url);
            out.writeEndObject();
        }
        return value.toByteArray();
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, utf8(value));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
