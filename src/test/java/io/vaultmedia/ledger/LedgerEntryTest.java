package io.vaultmedia.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vaultmedia.event.OutboundRecord;
import io.vaultmedia.ledger.LedgerEntry.Kind;
import io.vaultmedia.scan.Connection;
import java.time.Instant;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LedgerEntryTest {

    private static final HexFormat HEX = HexFormat.of();
    private static final Connection ALICE = new Connection("alice", "conn_alice");

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 1715800100000L, Long.MAX_VALUE, Long.MIN_VALUE})
    void comesBackFromTheWireAsItWent(long number) {
        assertComesBack(LedgerEntry.published(ALICE, number, ~number));
        assertComesBack(new LedgerEntry(Kind.PUBLISHED, ALICE.reference(), number, null));
        assertComesBack(LedgerEntry.watermark(ALICE, Instant.ofEpochMilli(number)));
        assertComesBack(new LedgerEntry(Kind.WATERMARK, ALICE.reference(), 0, null));
    }

    /** What is in Kafka already has to be understood by every later version. */
    @Test
    void staysAsItIsOnTheWire() {
        OutboundRecord published =
                LedgerEntry.published(ALICE, 0x0102030405060708L, 9).toRecord("l", 3);
        OutboundRecord watermark =
                LedgerEntry.watermark(ALICE, Instant.ofEpochMilli(10)).toRecord("l", 3);

        assertThat(HEX.formatHex(published.key())).isEqualTo("70" + ALICE.reference() + "0102030405060708");
        assertThat(HEX.formatHex(published.value())).isEqualTo("0000000000000009");
        assertThat(HEX.formatHex(watermark.key())).isEqualTo("77" + ALICE.reference());
        assertThat(HEX.formatHex(watermark.value())).isEqualTo("000000000000000a");
        assertThat(published.partition()).isEqualTo(3);
        assertThat(published.headers()).isEmpty();
    }

    @Test
    void hasTheSameHashForEver() {
        assertThat(LedgerEntry.variantHash("4492994399", "full")).isEqualTo(6586334519366123565L);
        assertThat(LedgerEntry.variantHash("ä", "😀")).isEqualTo(-4666404624915954760L);
        assertThat(LedgerEntry.deadLetterHash("4492994399")).isEqualTo(5505818177429899695L);
    }

    @Test
    void tellsIdFromLabel() {
        assertThat(LedgerEntry.variantHash("1", "2full")).isNotEqualTo(LedgerEntry.variantHash("12", "full"));
        assertThat(LedgerEntry.variantHash("1", "full")).isNotEqualTo(LedgerEntry.deadLetterHash("1"));
    }

    @ParameterizedTest
    @CsvSource({
        ",",
        "'',0000000000000001",
        "70,0000000000000001",
        "77,0000000000000001",
        "7701020304050607,0000000000000001",
        "770102030405060708ff,0000000000000001",
        "780102030405060708,0000000000000001",
        "700102030405060708,0000000000000001",
        "7701020304050607080102030405060708,0000000000000001",
        "770102030405060708,''",
        "770102030405060708,01",
        "770102030405060708,000000000000000001"
    })
    void refusesWhatNoVersionWrote(String key, String value) {
        byte[] keyBytes = key == null ? null : HEX.parseHex(key);
        byte[] valueBytes = value == null ? null : HEX.parseHex(value);

        assertThatThrownBy(() -> LedgerEntry.parse(keyBytes, valueBytes)).isInstanceOf(IllegalArgumentException.class);
    }

    private static void assertComesBack(LedgerEntry entry) {
        OutboundRecord record = entry.toRecord("ledger", 0);

        assertThat(LedgerEntry.parse(record.key(), record.value())).isEqualTo(entry);
    }
}
