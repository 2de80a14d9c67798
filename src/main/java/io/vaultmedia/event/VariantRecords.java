package io.vaultmedia.event;

import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaVariant;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Builds the record of a newly stored variant: a CloudEvents 1.0 event in Kafka's binary mode. Thread safe. */
public final class VariantRecords {

    private static final Header SPEC_VERSION = header("ce_specversion", "1.0");
    private static final Header TYPE = header("ce_type", "com.ofauth.vault.media.variant.stored.v1");
    private static final Header JSON_TYPE = header("content-type", "application/json");
    private static final Map<ScanKind, Header> FOUND_BY = Arrays.stream(ScanKind.values())
            .collect(Collectors.toMap(Function.identity(), kind -> header("ce_foundby", kind.label())));

    private final VariantJson json = new VariantJson();
    private final Map<String, Header> sources = new ConcurrentHashMap<>();
    private final Topics topics;

    public VariantRecords(Topics topics) {
        this.topics = topics;
    }

    /** The record of one variant, found by a scan. */
    public OutboundRecord of(Scan scan, MediaItem item, MediaVariant variant) {
        String connection = scan.getConnection().name();
        return OutboundRecord.of(
                topics,
                Topics.kindOf(item.type()),
                key(connection, item.id()),
                json.write(connection, item, variant),
                headers(scan, item, variant),
                variant.storedAt());
    }

    /** The key of all records that speak of one media item: they stay in one partition, in order. */
    static byte[] key(String connection, String mediaId) {
        return utf8(connection + "/" + mediaId);
    }

    private List<Header> headers(Scan scan, MediaItem item, MediaVariant variant) {
        String connection = scan.getConnection().name();
        String subject = item.id() + "/" + variant.label();
        return List.of(
                SPEC_VERSION,
                TYPE,
                sources.computeIfAbsent(connection, VariantRecords::source),
                header("ce_id", connection + "/" + subject + "@" + variant.storedAt()),
                header("ce_subject", subject),
                header("ce_time", Instant.ofEpochMilli(variant.storedAt()).toString()),
                JSON_TYPE,
                FOUND_BY.get(scan.plan().kind()));
    }

    private static Header source(String connection) {
        return header("ce_source", "/vault-plus/connections/" + URLEncoder.encode(connection, StandardCharsets.UTF_8));
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, utf8(value));
    }

    static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
