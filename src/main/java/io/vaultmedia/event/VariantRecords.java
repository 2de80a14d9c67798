package io.vaultmedia.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vaultmedia.scan.ScanKind;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** Decides topic, key and headers of a variant's record: a CloudEvents 1.0 event in Kafka's binary mode. Thread safe. */
public final class VariantRecords {

    /** The names of a record's own headers, in the order in which a record has them. */
    public static final List<String> HEADERS = List.of(
            "ce_specversion", "ce_type", "ce_source", "ce_id", "ce_subject", "ce_time", "content-type", "ce_foundby");

    private static final String TYPE = "com.ofauth.vault.media.variant.stored.v1";

    private final Map<String, String> sources = new ConcurrentHashMap<>();
    private final Topics topics;

    public VariantRecords(Topics topics) {
        this.topics = topics;
    }

    /** Returns the mapper that writes a record's JSON. No setting of a host changes it. */
    public static ObjectMapper json() {
        return new ObjectMapper();
    }

    /** Returns the topic of variants of this type. */
    public String topic(StoredVariant variant) {
        return topics.of(Topics.kindOf(variant.type()));
    }

    /** Returns the last part of that topic's name, fit for a metric label. */
    public static String kind(StoredVariant variant) {
        return Topics.kindOf(variant.type());
    }

    /** Returns the key of all records of one media item, which keeps them in one partition and in order. */
    public static String key(String connection, String mediaId) {
        return connection + "/" + mediaId;
    }

    /** Sets each of {@link #HEADERS} of a variant that a scan of this kind found. */
    public void headers(StoredVariant variant, ScanKind foundBy, BiConsumer<String, String> set) {
        String subject = escaped(variant.mediaId()) + "/" + escaped(variant.label());
        set.accept("ce_specversion", "1.0");
        set.accept("ce_type", TYPE);
        set.accept("ce_source", sources.computeIfAbsent(variant.connection(), VariantRecords::source));
        set.accept("ce_id", variant.connection() + "/" + subject + "@" + variant.storedAt());
        set.accept("ce_subject", subject);
        set.accept("ce_time", Instant.ofEpochMilli(variant.storedAt()).toString());
        set.accept("content-type", "application/json");
        set.accept("ce_foundby", foundBy.label());
    }

    /** An id or a label may hold what separates them; then two variants could have one {@code ce_id}. */
    private static String escaped(String part) {
        for (int i = 0; i < part.length(); i++) {
            char c = part.charAt(i);
            if (c == '/' || c == '@' || c == '%') {
                return part.replace("%", "%25").replace("/", "%2F").replace("@", "%40");
            }
        }
        return part;
    }

    private static String source(String connection) {
        return "/vault-plus/connections/" + URLEncoder.encode(connection, StandardCharsets.UTF_8);
    }
}
