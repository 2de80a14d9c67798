package io.vaultmedia.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Signals, their acknowledgements, and the dead letters of those that cannot be followed, as records. Thread safe. */
public final class SignalRecords {

    /** The {@code dl_reason} of a signal that cannot be followed. */
    public static final String BAD_SIGNAL = "bad-signal";

    /** The outcome of one whose dead letter Kafka refuses in any form. */
    public static final String BAD_SIGNAL_DROPPED = "bad-signal-dropped";

    private static final String ACKNOWLEDGED = "com.ofauth.vault.media.signal.acknowledged.v1";
    private static final int MOST_BYTES = 16 * 1024;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Topics topics;

    public SignalRecords(Topics topics) {
        this.topics = topics;
    }

    /**
     * What became of a signal in one shard.
     *
     * @param offset of the signal in its topic
     * @param connections that it has changed
     */
    public record Outcome(long offset, int shard, int shards, String outcome, int connections, String detail) {}

    /** Returns the record of a signal. */
    public ProducerRecord<byte[], byte[]> of(Signal signal) {
        ObjectNode value = JSON.createObjectNode().put("signal", signal.kind().label());
        if (signal.kind() == Signal.Kind.REWIND) {
            value.put(
                    "from",
                    signal.from() == null
                            ? SignalParser.BEGINNING
                            : signal.from().toString());
            value.put("republish", signal.republish());
        }
        return new ProducerRecord<>(topics.signals(), signal.to().getBytes(UTF_8), bytes(value));
    }

    /**
     * Returns the acknowledgement of a signal by one shard.
     *
     * @param to the connection's name, or {@code *}
     * @param signal the word for what it asked for
     */
    public ProducerRecord<byte[], byte[]> acknowledgement(String to, String signal, Outcome outcome) {
        ObjectNode value = JSON.createObjectNode()
                .put("signal", signal)
                .put("connection", to)
                .put("offset", outcome.offset())
                .put("outcome", outcome.outcome())
                .put("connections", outcome.connections())
                .put("shard", outcome.shard())
                .put("shards", outcome.shards());
        if (outcome.detail() != null) {
            value.put("detail", outcome.detail());
        }
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topics.notifications(), to.getBytes(UTF_8), bytes(value));
        add(record, "ce_specversion", "1.0");
        add(record, "ce_type", ACKNOWLEDGED);
        add(record, "ce_source", "/vault-plus/signals");
        add(record, "ce_id", topics.signals() + "@" + outcome.offset() + "/" + outcome.shard());
        add(record, "ce_time", Instant.now().toString());
        add(record, "content-type", "application/json");
        return record;
    }

    /** Returns the signal's offset and outcome in an acknowledgement; null for any other record. */
    public static Outcome outcome(ConsumerRecord<byte[], byte[]> record) {
        try {
            JsonNode value = record.value() == null ? null : JSON.readTree(record.value());
            return value == null || !value.path("outcome").isTextual()
                    ? null
                    : new Outcome(
                            value.path("offset").asLong(-1),
                            value.path("shard").asInt(),
                            value.path("shards").asInt(),
                            value.path("outcome").asText(),
                            value.path("connections").asInt(),
                            value.path("detail").asText(null));
        } catch (IOException e) {
            return null;
        }
    }

    /** Returns as much of a value as a dead letter can hold, and one byte more if it is cut. */
    public static byte[] start(byte[] value) {
        return value == null || value.length <= MOST_BYTES ? value : Arrays.copyOf(value, MOST_BYTES + 1);
    }

    /**
     * Returns the dead letter of a signal that cannot be followed.
     *
     * @param start the signal's value, or its {@link #start}
     */
    public ProducerRecord<byte[], byte[]> deadLetter(long offset, byte[] start, String detail) {
        byte[] value = start == null ? new byte[0] : start;
        byte[] cut = value.length > MOST_BYTES ? Arrays.copyOf(value, MOST_BYTES) : value;
        return deadLetter(offset, detail + (cut.length < value.length ? "; cut to " + MOST_BYTES + " bytes" : ""), cut);
    }

    /** Returns the same without the value, which Kafka has refused. */
    public ProducerRecord<byte[], byte[]> deadLetterWithoutValue(long offset, String detail) {
        return deadLetter(offset, detail + "; left out the value, which Kafka refused", new byte[0]);
    }

    private ProducerRecord<byte[], byte[]> deadLetter(long offset, String detail, byte[] value) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topics.deadLetter(), VariantRecords.key("?", "?").getBytes(UTF_8), value);
        add(record, "dl_reason", BAD_SIGNAL);
        add(record, "dl_detail", detail);
        add(record, "dl_connection", "?");
        add(record, "dl_page", "signals " + offset);
        return record;
    }

    private static void add(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(UTF_8));
    }

    private static byte[] bytes(JsonNode value) {
        try {
            return JSON.writeValueAsBytes(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts and numbers can be written as JSON", e);
        }
    }
}
