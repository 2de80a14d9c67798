package io.vaultmedia.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.media.InvalidItem;
import io.vaultmedia.media.InvalidItem.Reason;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class DeadLetterRecordsTest {

    private final DeadLetterRecords records = new DeadLetterRecords(new Topics("p"));
    private final Scan scan = SampleScans.incremental(new Connection("alice", "conn_a"), Instant.EPOCH);

    @Test
    void carriesTheEntryAsReceivedAndSaysWhy() throws Exception {
        SampleScans.take(scan, new MediaPage(List.of(), null, null));
        byte[] json = "{ \"id\":\"7\" }".getBytes(UTF_8);

        ProducerRecord<byte[], byte[]> record =
                records.of(scan, new InvalidItem("7", json, Reason.WRONG_SHAPE, "type is missing"));

        assertThat(record.topic()).isEqualTo("p.dead-letter");
        assertThat(text(record.key())).isEqualTo("alice/7");
        assertThat(record.value()).isEqualTo(json);
        assertThat(headers(record))
                .containsExactly(
                        Map.entry("dl_reason", "wrong-shape"),
                        Map.entry("dl_detail", "type is missing"),
                        Map.entry("dl_connection", "alice"),
                        Map.entry("dl_page", "incremental 1"));
    }

    @Test
    void hasAQuestionMarkForAnUnknownId() {
        assertThat(text(records.of(scan, item(null, 1)).key())).isEqualTo("alice/?");
    }

    @Test
    void hasAQuestionMarkForAnIdThatIsNone() {
        assertThat(text(records.of(scan, item("i".repeat(1024), 1)).key())).isEqualTo("alice/" + "i".repeat(1024));
        assertThat(text(records.of(scan, item("i".repeat(1025), 1)).key())).isEqualTo("alice/?");
    }

    @Test
    void cutsWhatKafkaWouldRefuseAndSaysSo() {
        ProducerRecord<byte[], byte[]> whole = records.of(scan, item("7", 512 * 1024));
        ProducerRecord<byte[], byte[]> cut = records.of(scan, item("7", 512 * 1024 + 1));

        assertThat(whole.value()).hasSize(512 * 1024);
        assertThat(headers(whole)).containsEntry("dl_detail", "d");
        assertThat(cut.value()).hasSize(512 * 1024);
        assertThat(headers(cut))
                .containsEntry("dl_detail", "d; cut to 524288 bytes")
                .containsEntry("dl_reason", "too-large");
    }

    @Test
    void leavesTheValueOutIfKafkaRefusedIt() {
        ProducerRecord<byte[], byte[]> record = records.withoutValue(scan, item("7", 4_000));

        assertThat(record.value()).isEmpty();
        assertThat(headers(record)).containsEntry("dl_detail", "d; left out 4000 bytes, which Kafka refused");
    }

    private static Map<String, String> headers(ProducerRecord<byte[], byte[]> record) {
        Map<String, String> headers = new LinkedHashMap<>();
        record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
        return headers;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, UTF_8);
    }

    private static InvalidItem item(String id, int size) {
        return new InvalidItem(id, "x".repeat(size).getBytes(UTF_8), Reason.TOO_LARGE, "d");
    }
}
