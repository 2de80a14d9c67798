package io.vaultmedia.event;

import static io.vaultmedia.event.VariantRecords.utf8;

import io.vaultmedia.media.InvalidItem;
import io.vaultmedia.scan.Scan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Builds the record of an entry that is not a media item, for the dead-letter topic. Thread safe. */
public final class DeadLetterRecords {

    /** Room enough for any entry worth looking at, and well below what Kafka takes by default (1 MB). */
    static final int MAX_VALUE_BYTES = 512 * 1024;

    private static final String UNKNOWN_ID = "?";

    private final Topics topics;

    public DeadLetterRecords(Topics topics) {
        this.topics = topics;
    }

    /** The record of one invalid entry of the scan's current page. Its value is cut where Kafka would refuse it whole. */
    public OutboundRecord of(Scan scan, InvalidItem item) {
        String connection = scan.getConnection().name();
        boolean cut = item.json().length > MAX_VALUE_BYTES;
        List<Header> headers = new ArrayList<>();
        headers.add(new RecordHeader("dl_reason", utf8(item.reason().label())));
        headers.add(new RecordHeader(
                "dl_detail", utf8(item.detail() + (cut ? "; cut to " + MAX_VALUE_BYTES + " bytes" : ""))));
        headers.add(new RecordHeader("dl_connection", utf8(connection)));
        headers.add(new RecordHeader(
                "dl_page", utf8(scan.plan().kind().label() + " " + scan.tally().pages())));
        return OutboundRecord.of(
                topics,
                Topics.DEAD_LETTER,
                VariantRecords.key(connection, idOf(item)),
                cut ? Arrays.copyOf(item.json(), MAX_VALUE_BYTES) : item.json(),
                headers,
                0);
    }

    private static String idOf(InvalidItem item) {
        boolean usable = item.mediaId() != null && item.mediaId().length() <= 1024;
        return usable ? item.mediaId() : UNKNOWN_ID;
    }
}
