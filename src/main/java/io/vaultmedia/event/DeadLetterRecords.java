package io.vaultmedia.event;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.media.InvalidItem;
import io.vaultmedia.scan.Scan;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Builds the record of an item or a variant that cannot be published, for the dead-letter topic. Thread safe. */
public final class DeadLetterRecords {

    /** Room enough for any entry worth looking at, and well below what Kafka takes by default (1 MB). */
    static final int MAX_VALUE_BYTES = 512 * 1024;

    /** The API's ids are longer; a shorter text could stand for anything else in what was received. */
    private static final int SHORTEST_ID = 8;

    /** What Kafka's broker (KIP-1191) writes into the records of a share group's dead-letter topic. */
    private static final String KAFKAS_HEADER = "__dlq.errors.message";

    private static final String UNKNOWN_ID = "?";

    private final Topics topics;
    private final boolean includesUrl;
    private final boolean hasKafkasHeader;

    /**
     * Records for the dead-letter topic.
     *
     * @param includesUrl false if no record may have an address in it
     * @param hasKafkasHeader true if records also have the header by which Kafka's own dead letters say what is wrong
     */
    public DeadLetterRecords(Topics topics, boolean includesUrl, boolean hasKafkasHeader) {
        this.topics = topics;
        this.includesUrl = includesUrl;
        this.hasKafkasHeader = hasKafkasHeader;
    }

    /** Returns the record of an invalid entry of the scan's current page. A value that is too large for Kafka is cut. */
    public ProducerRecord<byte[], byte[]> of(Scan scan, InvalidItem item) {
        byte[] value = value(scan.getConnection(), item);
        boolean cut = value.length > MAX_VALUE_BYTES;
        return of(
                scan,
                item,
                cut ? Arrays.copyOf(value, MAX_VALUE_BYTES) : value,
                cut ? "; cut to " + MAX_VALUE_BYTES + " bytes" : "");
    }

    /** Returns what was received, without what is not to be shown. */
    private byte[] value(Connection connection, InvalidItem item) {
        byte[] value = includesUrl ? item.json() : WithoutAddresses.of(item.json());
        String id = connection.id();
        String text = new String(value, ISO_8859_1);
        return id.length() < SHORTEST_ID || id.equals(connection.name()) || !text.contains(id)
                ? value
                : text.replace(id, connection.name()).getBytes(ISO_8859_1);
    }

    /** Returns the same record without its value, for a topic that takes no record as large as that. */
    public ProducerRecord<byte[], byte[]> withoutValue(Scan scan, InvalidItem item) {
        return of(scan, item, new byte[0], "; left out " + item.json().length + " bytes, which Kafka refused");
    }

    private ProducerRecord<byte[], byte[]> of(Scan scan, InvalidItem item, byte[] value, String note) {
        String connection = scan.getConnection().name();
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topics.deadLetter(), VariantRecords.key(connection, idOf(item)).getBytes(UTF_8), value);
        add(record, "dl_reason", item.reason().label());
        add(record, "dl_detail", item.detail() + note);
        add(record, "dl_connection", connection);
        add(record, "dl_page", scan.plan().kind().label() + " " + scan.tally().pages());
        if (hasKafkasHeader) {
            add(record, KAFKAS_HEADER, item.reason().label() + ": " + item.detail() + note);
        }
        return record;
    }

    private static void add(ProducerRecord<byte[], byte[]> record, String name, String value) {
        record.headers().add(name, value.getBytes(UTF_8));
    }

    private static String idOf(InvalidItem item) {
        boolean usable = item.mediaId() != null && item.mediaId().length() <= 1024;
        return usable ? item.mediaId() : UNKNOWN_ID;
    }
}
