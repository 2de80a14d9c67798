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

    private final DeadLetterRecords records = new DeadLetterRecords(new Topics("p"), true, false);
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

    @Test
    void hasNoAddressIfAddressesAreOmitted() {
        byte[] json = "{\"id\":7,\"url\":\"https://signed\"}".getBytes(UTF_8);
        DeadLetterRecords omitting = new DeadLetterRecords(new Topics("p"), false, false);

        byte[] value = omitting.of(scan, new InvalidItem("7", json, Reason.WRONG_SHAPE, "d"))
                .value();

        assertThat(text(value)).isEqualTo("{\"id\":7,\"url\":\"omitted\"}");
    }

    @Test
    void hasTheAliasInPlaceOfTheConnectionsId() {
        Scan aliased = SampleScans.incremental(new Connection("alice", "conn_0123456789"), Instant.EPOCH);
        Scan plain = SampleScans.incremental(new Connection(null, "conn_0123456789"), Instant.EPOCH);
        InvalidItem item =
                new InvalidItem("7", "{\"of\":\"conn_0123456789\"}".getBytes(UTF_8), Reason.WRONG_SHAPE, "d");

        assertThat(text(records.of(aliased, item).value())).isEqualTo("{\"of\":\"alice\"}");
        assertThat(records.of(plain, item).value()).isEqualTo(item.json());
    }

    @Test
    void saysWhatIsWrongAsKafkasOwnDeadLettersDo() {
        DeadLetterRecords kafkas = new DeadLetterRecords(new Topics("p", Topics.NAME, "dlq.{prefix}"), true, true);

        ProducerRecord<byte[], byte[]> record = kafkas.of(scan, item("7", 1));

        assertThat(record.topic()).isEqualTo("dlq.p");
        assertThat(headers(record))
                .containsEntry("dl_reason", "too-large")
                .containsEntry("__dlq.errors.message", "too-large: d");
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
