package io.vaultmedia.sandbox.api;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.function.Predicate;

/** Writes items as the contract's JSON, in UTF-8. Thread safe. */
final class ItemJson {
    private static final JsonFactory FACTORY = new JsonFactory();

    private ItemJson() {}

    /** Returns the JSON of the item with the variants that match the predicate. */
    static byte[] render(VaultItem item, Predicate<VaultVariant> keep) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = FACTORY.createGenerator(bytes)) {
            writeItem(json, item, keep);
        } catch (IOException e) {
            throw new UncheckedIOException("rendering media item " + item.id(), e);
        }
        return bytes.toByteArray();
    }

    /** Returns the text as a JSON string, with quotes. */
    static String quoted(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }

    private static void writeItem(JsonGenerator json, VaultItem item, Predicate<VaultVariant> keep) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", item.id());
        json.writeStringField("type", item.type().wireName());
        writeDuration(json, item.duration());
        json.writeObjectFieldStart("media");
        for (Map.Entry<String, VaultVariant> entry : item.media().entrySet()) {
            if (keep.test(entry.getValue())) {
                json.writeObjectFieldStart(entry.getKey());
                writeVariant(json, entry.getValue());
                json.writeEndObject();
            }
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void writeDuration(JsonGenerator json, Double seconds) throws IOException {
        if (seconds == null) {
            json.writeNullField("duration");
        } else if (seconds == Math.rint(seconds)) {
            json.writeNumberField("duration", seconds.longValue());
        } else {
            json.writeNumberField("duration", seconds);
        }
    }

    private static void writeVariant(JsonGenerator json, VaultVariant variant) throws IOException {
        json.writeStringField("status", variant.status().wireName());
        json.writeStringField("quality", variant.quality());
        json.writeNumberField("sizeBytes", variant.sizeBytes());
        json.writeStringField("contentType", variant.contentType());
        json.writeNumberField("accessCount", variant.accessCount());
        json.writeNumberField("createdAt", variant.createdAt());
        json.writeNumberField("expiresAt", variant.expiresAt());
        if (variant.storedAt() == null) {
            json.writeNullField("storedAt");
        } else {
            json.writeNumberField("storedAt", variant.storedAt());
        }
        json.writeNumberField("lastAccessedAt", variant.lastAccessedAt());
        json.writeStringField("url", variant.url());
    }
}
