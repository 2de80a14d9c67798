package io.vaultmedia.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaVariant;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes the value of a variant's record: names, types and units as in the API. Thread safe. */
final class VariantJson {

    private static final int USUAL_SIZE = 512;

    private static final SerializableString CONNECTION = new SerializedString("connection");
    private static final SerializableString MEDIA_ID = new SerializedString("mediaId");
    private static final SerializableString TYPE = new SerializedString("type");
    private static final SerializableString DURATION = new SerializedString("duration");
    private static final SerializableString LABEL = new SerializedString("label");
    private static final SerializableString QUALITY = new SerializedString("quality");
    private static final SerializableString CONTENT_TYPE = new SerializedString("contentType");
    private static final SerializableString SIZE_BYTES = new SerializedString("sizeBytes");
    private static final SerializableString ACCESS_COUNT = new SerializedString("accessCount");
    private static final SerializableString CREATED_AT = new SerializedString("createdAt");
    private static final SerializableString STORED_AT = new SerializedString("storedAt");
    private static final SerializableString EXPIRES_AT = new SerializedString("expiresAt");
    private static final SerializableString LAST_ACCESSED_AT = new SerializedString("lastAccessedAt");
    private static final SerializableString URL = new SerializedString("url");

    private final JsonFactory json = new JsonFactory();

    byte[] write(String connection, MediaItem item, MediaVariant variant) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (JsonGenerator out = json.createGenerator(bytes)) {
            out.writeStartObject();
            text(out, CONNECTION, connection);
            writeItem(out, item);
            writeVariant(out, variant);
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory", e);
        }
        return bytes.toByteArray();
    }

    private static void writeItem(JsonGenerator out, MediaItem item) throws IOException {
        text(out, MEDIA_ID, item.id());
        text(out, TYPE, item.type());
        out.writeFieldName(DURATION);
        if (item.duration() == null) {
            out.writeNull();
        } else {
            out.writeNumber(item.duration().toString());
        }
    }

    private static void writeVariant(JsonGenerator out, MediaVariant variant) throws IOException {
        text(out, LABEL, variant.label());
        text(out, QUALITY, variant.quality());
        text(out, CONTENT_TYPE, variant.contentType());
        number(out, SIZE_BYTES, variant.sizeBytes());
        number(out, ACCESS_COUNT, variant.accessCount());
        number(out, CREATED_AT, variant.createdAt());
        number(out, STORED_AT, variant.storedAt());
        number(out, EXPIRES_AT, variant.expiresAt());
        number(out, LAST_ACCESSED_AT, variant.lastAccessedAt());
        text(out, URL, variant.url());
    }

    private static void text(JsonGenerator out, SerializableString name, String value) throws IOException {
        out.writeFieldName(name);
        out.writeString(value);
    }

    private static void number(JsonGenerator out, SerializableString name, long value) throws IOException {
        out.writeFieldName(name);
        out.writeNumber(value);
    }
}
