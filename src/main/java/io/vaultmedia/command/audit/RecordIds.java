package io.vaultmedia.command.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** Reads from a record which variants it speaks of. Thread safe. */
final class RecordIds {

    private static final Set<String> BURIES_A_VARIANT = Set.of("too-large", "refused", "step-failed");

    /** The id of an item's record: that of its oldest storing, and how many others it has. */
    private static final Pattern ITEM_ID = Pattern.compile("(?s).*@-?\\d+\\+\\d+");

    private final ObjectMapper json = new ObjectMapper();

    /** Returns the variants of a record: one, or with {@code vault.publish.granularity=item} several; none if its id is not ours. */
    List<VariantKey> of(ConsumerRecord<byte[], byte[]> record) {
        String id = header(record, "ce_id");
        if (id == null) {
            id = tree(record).path("id").asText("");
        }
        return ITEM_ID.matcher(id).matches()
                ? variantsOf(data(record), "")
                : VariantKey.parse(id).stream().toList();
    }

    /** Returns the data of an event, which is the value, or a member of the value's envelope. */
    private JsonNode data(ConsumerRecord<byte[], byte[]> record) {
        JsonNode value = tree(record);
        return value.has("specversion") ? value.path("data") : value;
    }

    private static List<VariantKey> variantsOf(JsonNode data, String otherwise) {
        String connection = data.path("connection").asText(otherwise);
        String mediaId = data.path("mediaId").asText();
        if (data.hasNonNull("storedAt")) {
            return List.of(variantOf(connection, mediaId, data));
        }
        List<VariantKey> variants = new ArrayList<>();
        data.path("variants").forEach(variant -> variants.add(variantOf(connection, mediaId, variant)));
        return variants;
    }

    private static VariantKey variantOf(String connection, String mediaId, JsonNode variant) {
        return new VariantKey(
                connection,
                mediaId,
                variant.path("label").asText(),
                variant.path("storedAt").asLong());
    }

    /** Returns how the record's scan found its variant: backfill, incremental or sweep; null if it does not say. */
    String foundBy(ConsumerRecord<byte[], byte[]> record) {
        String kind = header(record, "ce_foundby");
        return kind != null ? kind : tree(record).path("foundby").asText(null);
    }

    /** Returns true if a variant became this dead letter, and the ledger knows the variant as published. */
    boolean buriesAVariant(ConsumerRecord<byte[], byte[]> letter) {
        String reason = header(letter, "dl_reason");
        return reason != null && BURIES_A_VARIANT.contains(reason);
    }

    /** Returns the variants that became a dead letter; if its value is cut or left out, without a storedAt (-1). */
    List<VariantKey> buried(ConsumerRecord<byte[], byte[]> letter) {
        String connection = header(letter, "dl_connection");
        List<VariantKey> variants = variantsOf(tree(letter), connection);
        if (!variants.isEmpty()) {
            return variants;
        }
        String key = letter.key() == null ? "" : new String(letter.key(), UTF_8);
        String detail = Optional.ofNullable(header(letter, "dl_detail")).orElse("");
        int end = detail.indexOf(": ");
        return detail.startsWith("media.") && end > 0 && connection != null && key.startsWith(connection + "/")
                ? List.of(new VariantKey(
                        connection,
                        key.substring(connection.length() + 1),
                        detail.substring("media.".length(), end),
                        -1))
                : List.of();
    }

    private JsonNode tree(ConsumerRecord<byte[], byte[]> record) {
        try {
            JsonNode tree = record.value() == null ? null : json.readTree(record.value());
            return tree == null ? json.missingNode() : tree;
        } catch (IOException e) {
            return json.missingNode();
        }
    }

    static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
    }
}
