package io.vaultmedia.command.letters;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/** A dead letter, as it is in its topic. Immutable. */
public record Letter(ConsumerRecord<byte[], byte[]> record) {

    /** How often a replay of this letter, or of the one that it replaces, was refused by Kafka. */
    static final String ATTEMPTS = "dl_attempts";

    private static final int OFFSET_BITS = 48;

    /** Returns where it is: its partition and offset, as {@code show} takes it. */
    public String place() {
        return record.partition() + "@" + record.offset();
    }

    /** Returns the same as one number. */
    long placeNumber() {
        return (long) record.partition() << OFFSET_BITS | record.offset();
    }

    /** Returns when it was sent. */
    public Instant time() {
        return Instant.ofEpochMilli(record.timestamp());
    }

    /** Returns one of a small fixed set of reasons; {@code unknown} if it has none. */
    public String reason() {
        return header("dl_reason").orElse("unknown");
    }

    /** Returns what is wrong and where. */
    public String detail() {
        return header("dl_detail").orElse("");
    }

    /** Returns the name of the connection: alias or id. */
    String connection() {
        return header("dl_connection").orElse("");
    }

    /** Returns scan and page number. */
    public String page() {
        return header("dl_page").orElse("");
    }

    int attempts() {
        return header(ATTEMPTS)
                .filter(text -> text.matches("\\d{1,6}"))
                .map(Integer::valueOf)
                .orElse(0);
    }

    /** Returns the media item's id; a question mark if it could not be read. */
    public String mediaId() {
        String key = record.key() == null ? "" : new String(record.key(), UTF_8);
        String start = connection() + "/";
        return key.startsWith(start) ? key.substring(start.length()) : "?";
    }

    /** Returns the received bytes; none if they were left out. */
    byte[] value() {
        return record.value() == null ? new byte[0] : record.value();
    }

    private Optional<String> header(String name) {
        return Optional.ofNullable(record.headers().lastHeader(name))
                .map(Header::value)
                .map(value -> new String(value, UTF_8));
    }

    /** Omits key and value, which may be secret. */
    @Override
    public String toString() {
        return "Letter[" + place() + " " + reason() + "]";
    }
}
