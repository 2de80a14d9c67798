package io.vaultmedia.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.regex.Pattern;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;

/** Where a record has the attributes of its CloudEvent: the two content modes of the Kafka protocol binding of CloudEvents 1.0. */
public enum EventMode {
    /** Attributes are headers ({@code ce_…}), and the value is the data. */
    BINARY {
        @Override
        public ProducerRecord<byte[], byte[]> of(ProducerRecord<byte[], byte[]> binary) {
            return binary;
        }
    },
    /** The value is one JSON object that has the attributes, with the data as its member {@code data}. */
    STRUCTURED {
        @Override
        public ProducerRecord<byte[], byte[]> of(ProducerRecord<byte[], byte[]> binary) {
            return structured(binary);
        }
    };

    private static final String ATTRIBUTE = "ce_";
    private static final String CONTENT_TYPE = "content-type";
    private static final String STRUCTURED_TYPE = "application/cloudevents+json";

    /** The specification's own limit on the names of attributes; a header with another name stays a header. */
    private static final Pattern NAME = Pattern.compile(ATTRIBUTE + "[a-z0-9]+");

    private static final Pattern JSON_TYPE = Pattern.compile("(?i)(application|text)/([a-z0-9.-]+\\+)?json(\\s*;.*)?");
    private static final Pattern TEXT_TYPE = Pattern.compile("(?i)text/.*|application/([a-z0-9.-]+\\+)?xml(\\s*;.*)?");

    private static final JsonFactory JSON = new JsonFactory();

    /** The schema of the data of each type of event, under the name that {@code schemas/} in the library's jar has it. */
    private static final Map<String, String> SCHEMAS = Map.of(
            VariantRecords.TYPE, "urn:vault-media-routes:schema:stored-variant.v1",
            VariantRecords.ITEM_TYPE, "urn:vault-media-routes:schema:stored-item.v1",
            ProgressRecords.TYPE, "urn:vault-media-routes:schema:connection-progress.v1");

    /**
     * Returns the record of the same event in this mode, to the same topic and with the same key.
     *
     * @throws IllegalArgumentException if the value is not of the content type that the record has
     */
    public abstract ProducerRecord<byte[], byte[]> of(ProducerRecord<byte[], byte[]> binary);

    private static ProducerRecord<byte[], byte[]> structured(ProducerRecord<byte[], byte[]> binary) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                binary.topic(), binary.partition(), binary.timestamp(), binary.key(), value(binary));
        record.headers().add(CONTENT_TYPE, STRUCTURED_TYPE.getBytes(UTF_8));
        for (Header header : binary.headers()) {
            if (!NAME.matcher(header.key()).matches() && !header.key().equals(CONTENT_TYPE)) {
                record.headers().add(header);
            }
        }
        return record;
    }

    private static byte[] value(ProducerRecord<byte[], byte[]> binary) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(binary.value().length + 512);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            writeAttributes(binary, json);
            writeData(binary, json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("an array takes all bytes", e);
        }
        return out.toByteArray();
    }

    private static void writeAttributes(ProducerRecord<byte[], byte[]> binary, JsonGenerator json) throws IOException {
        for (Header header : binary.headers()) {
            if (NAME.matcher(header.key()).matches()) {
                json.writeStringField(header.key().substring(ATTRIBUTE.length()), text(header));
            }
        }
        Header contentType = binary.headers().lastHeader(CONTENT_TYPE);
        if (contentType != null) {
            json.writeStringField("datacontenttype", text(contentType));
        }
        Header type = binary.headers().lastHeader(ATTRIBUTE + "type");
        String schema = type == null ? null : SCHEMAS.get(text(type));
        if (schema != null && binary.headers().lastHeader(ATTRIBUTE + "dataschema") == null) {
            json.writeStringField("dataschema", schema);
        }
    }

    private static void writeData(ProducerRecord<byte[], byte[]> binary, JsonGenerator json) throws IOException {
        Header header = binary.headers().lastHeader(CONTENT_TYPE);
        String type = header == null ? "application/json" : text(header);
        if (JSON_TYPE.matcher(type).matches()) {
            requireJson(binary.value());
            json.writeFieldName("data");
            json.writeRawValue(new String(binary.value(), UTF_8));
        } else if (TEXT_TYPE.matcher(type).matches()) {
            json.writeStringField("data", new String(binary.value(), UTF_8));
        } else {
            json.writeBinaryField("data_base64", binary.value());
        }
    }

    /** One value that is no JSON would make the whole envelope unreadable. */
    private static void requireJson(byte[] value) {
        int values = 0;
        try (JsonParser parser = JSON.createParser(value)) {
            while (parser.nextToken() != null) {
                parser.skipChildren();
                values++;
            }
        } catch (IOException e) {
            values = 0;
        }
        if (values != 1) {
            throw new IllegalArgumentException("vault.publish.cloudevents=structured: the body is not JSON, which its"
                    + " content-type says; set the header content-type to what it is");
        }
    }

    private static String text(Header header) {
        return new String(header.value(), UTF_8);
    }
}
