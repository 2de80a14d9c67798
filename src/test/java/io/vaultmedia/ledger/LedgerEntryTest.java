package io.vaultmedia.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.scan.Orders;
import io.vaultmedia.scan.Rescan;
import io.vaultmedia.scan.ScanKind;
import io.vaultmedia.scan.ScanProgress;
import io.vaultmedia.scan.ScanState;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerEntryTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final Connection ALICE = new Connection("alice", "conn_alice");
    private static final Instant NOON = Instant.parse("2026-06-07T12:00:00Z");
    private static final ScanState STATE = new ScanState(
            NOON,
            Instant.EPOCH,
            Instant.parse("2026-06-07T11:00:00.001Z"),
            new ScanProgress(ScanKind.SWEEP, NOON, "a\"b", 7, 700, "all"));

    private static final Orders ORDERS =
            new Orders(7, true, false, 3, List.of(new Rescan(2, false, NOON, true), new Rescan(3, true, null, false)));

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 1715800100000L, Long.MAX_VALUE, Long.MIN_VALUE})
    void comesBackFromTheWireAsItWent(long number) {
        assertComesBack(LedgerEntry.variant(ALICE, number, List.of(~number)));
        assertComesBack(LedgerEntry.variant(ALICE, number, List.of()));
        assertComesBack(LedgerEntry.deadLetter(ALICE, number, List.of(~number)));
        assertComesBack(LedgerEntry.deadLetter(ALICE, number, List.of()));
        assertComesBack(LedgerEntry.unpublished(ALICE, number, List.of(~number, 7L)));
        assertComesBack(LedgerEntry.unpublished(ALICE, number, List.of()));
        assertComesBack(LedgerEntry.replayed(ALICE, number, ~number));
    }

    @Test
    void stateComesBackFromTheWireAsItWent() {
        assertComesBack(LedgerEntry.connection(ALICE, null, 0));
        assertComesBack(LedgerEntry.connection(ALICE, ScanState.NONE, 0));
        assertComesBack(LedgerEntry.connection(ALICE, STATE, 0));
        assertComesBack(LedgerEntry.connection(ALICE, STATE, 7));
        assertComesBack(LedgerEntry.connection(ALICE, ScanState.NONE, Long.MAX_VALUE));
    }

    @Test
    void ordersComeBackFromTheWireAsTheyWent() {
        assertComesBack(LedgerEntry.orders(ALICE, null));
        assertComesBack(LedgerEntry.orders(ALICE, Orders.NONE));
        assertComesBack(LedgerEntry.orders(ALICE, ORDERS));
        assertComesBack(LedgerEntry.republished(ALICE, -7, List.of(3L, 5L, 6L)));
        assertComesBack(LedgerEntry.republished(ALICE, -7, List.of()));
        assertThat(new String(LedgerEntry.orders(ALICE, ORDERS).toRecord("l", 0).value(), UTF_8))
                .isEqualTo("{\"nextSignal\":8,\"paused\":true,\"asked\":3,\"rescans\":["
                        + "{\"number\":2,\"from\":\"2026-06-07T12:00:00Z\",\"republish\":true},"
                        + "{\"number\":3,\"sweep\":true}]}");
    }

    @Test
    void theNumberOfTheLastRescanComesBackFromTheWire() {
        assertComesBack(LedgerEntry.connection(ALICE, new ScanState(NOON, null, NOON, null, 4), 9));
    }

    /** What is in Kafka already has to be understood by every later version. */
    @Test
    void staysAsItIsOnTheWire() {
        ProducerRecord<byte[], byte[]> variant =
                LedgerEntry.variant(ALICE, 0x0102030405060708L, List.of(9L)).toRecord("l", 3);
        ProducerRecord<byte[], byte[]> deadLetter =
                LedgerEntry.deadLetter(ALICE, 0x0102030405060708L, List.of(10L)).toRecord("l", 3);
        ProducerRecord<byte[], byte[]> replayed =
                LedgerEntry.replayed(ALICE, 0x0102030405060708L, 11).toRecord("l", 3);
        ProducerRecord<byte[], byte[]> state =
                LedgerEntry.connection(ALICE, STATE, 0).toRecord("l", 3);

        assertThat(HEX.formatHex(variant.key())).isEqualTo("76" + ALICE.reference() + "0102030405060708");
        assertThat(HEX.formatHex(variant.value())).isEqualTo("0000000000000009");
        assertThat(HEX.formatHex(deadLetter.key())).isEqualTo("64" + ALICE.reference() + "0102030405060708");
        assertThat(HEX.formatHex(deadLetter.value())).isEqualTo("000000000000000a");
        assertThat(HEX.formatHex(replayed.key())).isEqualTo("72" + ALICE.reference() + "0102030405060708");
        assertThat(HEX.formatHex(replayed.value())).isEqualTo("000000000000000b");
        assertThat(HEX.formatHex(state.key())).isEqualTo("63" + ALICE.reference());
        assertThat(new String(state.value(), UTF_8))
                .isEqualTo("{\"watermark\":\"2026-06-07T12:00:00Z\",\"since\":\"1970-01-01T00:00:00Z\","
                        + "\"sweptAt\":\"2026-06-07T11:00:00.001Z\",\"progress\":{\"kind\":\"sweep\","
                        + "\"startedAt\":\"2026-06-07T12:00:00Z\",\"cursor\":\"a\\\"b\",\"pages\":7,"
                        + "\"variants\":700,\"filter\":\"all\"}}");
        assertThat(variant.partition()).isEqualTo(3);
        assertThat(variant.headers()).isEmpty();
    }

    /** Read by people, and by versions that did not count. */
    @Test
    void writesTheNumberOfPublishedVariantsBesideTheState() {
        byte[] value = LedgerEntry.connection(ALICE, ScanState.NONE, 7)
                .toRecord("l", 0)
                .value();

        assertThat(new String(value, UTF_8)).isEqualTo("{\"publishedTotal\":7}");
    }

    @Test
    void understandsAStateOfALaterVersionThatKnowsMore() {
        byte[] key = LedgerEntry.connection(ALICE, null, 0).toRecord("l", 0).key();

        assertThat(LedgerEntry.parse(key, "{\"watermark\":\"1970-01-01T00:00:00Z\",\"new\":7}".getBytes(UTF_8))
                        .state())
                .isEqualTo(new ScanState(Instant.EPOCH, null, null, null));
    }

    @Test
    void hasTheSameHashForEver() {
        assertThat(LedgerEntry.variantHash("4492994399", "full")).isEqualTo(6586334519366123565L);
        assertThat(LedgerEntry.variantHash("ä", "😀")).isEqualTo(-4666404624915954760L);
    }

    @Test
    void tellsIdFromLabel() {
        assertThat(LedgerEntry.variantHash("1", "2full")).isNotEqualTo(LedgerEntry.variantHash("12", "full"));
    }

    @ParameterizedTest
    @CsvSource({
        ",",
        "'',0000000000000001",
        "76,0000000000000001",
        "7601020304050607,0000000000000001",
        "760102030405060708,0000000000000001",
        "7a0102030405060708,0000000000000001",
        "7001020304050607080102030405060708,0000000000000001",
        "6301020304050607080102030405060708,7b7d",
        "760102030405060708ff02030405060708,''",
        "760102030405060708ff02030405060708,01",
        "640102030405060708ff02030405060708,000000000000000001",
        "630102030405060708,''",
        "630102030405060708,6e756c6c",
        "630102030405060708,7b2277617465726d61726b223a2278227d"
    })
    void refusesWhatNoVersionWrote(String key, String value) {
        byte[] keyBytes = key == null ? null : HEX.parseHex(key);
        byte[] valueBytes = value == null ? null : HEX.parseHex(value);

        assertThatThrownBy(() -> LedgerEntry.parse(keyBytes, valueBytes)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertComesBack(LedgerEntry entry) {
        ProducerRecord<byte[], byte[]> record = entry.toRecord("ledger", 0);

        assertThat(LedgerEntry.parse(record.key(), record.value())).isEqualTo(entry);
    }
}
