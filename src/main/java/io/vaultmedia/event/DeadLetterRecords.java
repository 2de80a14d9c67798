package io.vaultmedia.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vaultmedia.media.InvalidItem;
import io.vaultmedia.scan.Scan;
import java.util.Arrays;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Builds the record of an item or a variant that cannot be published, for the dead-letter topic. Thread safe. */
public final class DeadLetterRecords {

    /** Room enough for any entry worth looking at, and well below what Kafka takes by default (1 MB). */
    static final int MAX_VALUE_BYTES = 512 * 1024;

    private static final String UNKNOWN_ID = "?";

    private final Topics topics;

    public DeadLetterRecords(Topics topics) {
        this.topics = topics;
    }

    /** Returns the record of an invalid entry of the scan's current page. A value that is too large for Kafka is cut. */
    public ProducerRecord<byte[], byte[]> of(Scan scan, InvalidItem item) {
        boolean cut = item.json().length > MAX_VALUE_BYTES;
        return of(
                scan,
                item,
                cut ? Arrays.copyOf(item.json(), MAX_VALUE_BYTES) : item.json(),
                cut ? "; cut to " + MAX_VALUE_BYTES + " bytes" : "");
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
