package io.vaultmedia.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaVariant;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Builds the record of a newly stored variant: a CloudEvents 1.0 event in Kafka's binary mode. Thread safe. */
public final class VariantRecords {

    private static final int USUAL_SIZE = 512;
    private static final Header SPEC_VERSION = header("ce_specversion", "1.0");
    private static final Header TYPE = header("ce_type", "com.ofauth.vault.media.variant.stored.v1");
    private static final Header JSON_TYPE = header("content-type", "application/json");
    private static final Map<ScanKind, Header> FOUND_BY = Arrays.stream(ScanKind.values())
            .collect(Collectors.toMap(Function.identity(), kind -> header("ce_foundby", kind.label())));

    private final JsonFactory json = new JsonFactory();
    private final Topics topics;

    public VariantRecords(Topics topics) {
        this.topics = topics;
    }

    /** The record of one variant, found by a scan. */
    public OutboundRecord of(Scan scan, MediaItem item, MediaVariant variant) {
        String connection = scan.getConnection().name();
        return OutboundRecord.of(
                topics.ofType(item.type()),
                key(connection, item.id()),
                value(connection, item, variant),
                headers(scan, item, variant),
                variant.storedAt());
    }

    /** The key of all records that speak of one media item: they stay in one partition, in order. */
    static byte[] key(String connection, String mediaId) {
        return utf8(connection + "/" + mediaId);
    }

    private byte[] value(String connection, MediaItem item, MediaVariant variant) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL_SIZE);
        try (JsonGenerator out = json.createGenerator(bytes)) {
            out.writeStartObject();
            out.writeStringField("connection", connection);
            out.writeStringField("mediaId", item.id());
            out.writeStringField("type", item.type());
            out.writeFieldName("duration");
            writeNumber(out, item.duration());
            out.writeStringField("label", variant.label());
            out.writeStringField("quality", variant.quality());
            out.writeStringField("contentType", variant.contentType());
            out.writeNumberField("sizeBytes", variant.sizeBytes());
            out.writeNumberField("accessCount", variant.accessCount());
            out.writeNumberField("createdAt", variant.createdAt());
            out.writeNumberField("storedAt", variant.storedAt());
            out.writeNumberField("expiresAt", variant.expiresAt());
            out.writeNumberField("lastAccessedAt", variant.lastAccessedAt());
            out.writeStringField("url", variant.url());
            out.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("writing JSON to memory", e);
        }
        return bytes.toByteArray();
    }

    private static void writeNumber(JsonGenerator out, Number number) throws IOException {
        if (number == null) {
            out.writeNull();
        } else {
            out.writeNumber(number.toString());
        }
    }

    private static List<Header> headers(Scan scan, MediaItem item, MediaVariant variant) {
        String connection = scan.getConnection().name();
        String subject = item.id() + "/" + variant.label();
        return List.of(
                SPEC_VERSION,
                TYPE,
                header("ce_source", "/vault-plus/connections/" + URLEncoder.encode(connection, StandardCharsets.UTF_8)),
                header("ce_id", connection + "/" + subject + "@" + variant.storedAt()),
                header("ce_subject", subject),
                header("ce_time", Instant.ofEpochMilli(variant.storedAt()).toString()),
                JSON_TYPE,
                FOUND_BY.get(scan.plan().kind()));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, utf8(value));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
