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
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Decides topic, key and headers of the record of a variant, or of an item with its variants: a CloudEvents 1.0 event. Thread
 * safe.
 */
public final class VariantRecords {

    /** The names of a record's own headers, in the order in which a record has them. */
    public static final List<String> HEADERS = List.of(
            "ce_specversion", "ce_type", "ce_source", "ce_id", "ce_subject", "ce_time", "content-type", "ce_foundby");

    static final String TYPE = "com.ofauth.vault.media.variant.stored.v1";
    static final String ITEM_TYPE = "com.ofauth.vault.media.item.stored.v1";

    private final Map<String, String> sources = new ConcurrentHashMap<>();
    private final Topics topics;
    private final EventMode mode;

    public VariantRecords(Topics topics, EventMode mode) {
        this.topics = topics;
        this.mode = mode;
    }

    /** Returns the mapper that writes a record's JSON. No setting of a host changes it. */
    public static ObjectMapper json() {
        return new ObjectMapper();
    }

    /** Returns the topic of variants of this type. */
    public String topic(StoredMedia media) {
        return topics.of(media.connection(), media.type());
    }

    /** Returns true if that topic has to be created when it is first used. */
    public boolean isCreatedAtFirstUse() {
        return topics.isPerConnection();
    }

    /** Returns the last part of that topic's name, fit for a metric label. */
    public static String kind(StoredMedia media) {
        return Topics.kindOf(media.type());
    }

    /** Returns the key of all records of one media item, which keeps them in one partition and in order. */
    public static String key(String connection, String mediaId) {
        return connection + "/" + mediaId;
    }

    /** Sets each of {@link #HEADERS} of what a scan of this kind found. */
    public void headers(StoredMedia media, ScanKind foundBy, BiConsumer<String, String> set) {
        String id = escaped(media.mediaId());
        String oldest = id + "/" + escaped(media.storings().get(0).label());
        boolean isVariant = media instanceof StoredVariant;
        set.accept("ce_specversion", "1.0");
        set.accept("ce_type", isVariant ? TYPE : ITEM_TYPE);
        set.accept("ce_source", sources.computeIfAbsent(media.connection(), VariantRecords::source));
        set.accept("ce_id", media.connection() + "/" + oldest + idEnd(media, isVariant));
        set.accept("ce_subject", isVariant ? oldest : id);
        set.accept("ce_time", Instant.ofEpochMilli(media.storedAt()).toString());
        set.accept("content-type", "application/json");
        set.accept("ce_foundby", foundBy.label());
    }

    /** A storing is in one record only: so the oldest one of an item's record makes its id unique. */
    private static String idEnd(StoredMedia media, boolean isVariant) {
        String storedAt = "@" + media.storings().get(0).storedAt();
        return isVariant ? storedAt : storedAt + "+" + (media.storings().size() - 1);
    }

    /** Returns the record of an event whose attributes are headers, in the mode of {@code vault.publish.cloudevents}. */
    public ProducerRecord<byte[], byte[]> inMode(ProducerRecord<byte[], byte[]> binary) {
        return mode.of(binary);
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

    static String source(String connection) {
        return "/vault-plus/connections/" + URLEncoder.encode(connection, StandardCharsets.UTF_8);
    }
}
