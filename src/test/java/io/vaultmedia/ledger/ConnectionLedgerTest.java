package io.vaultmedia.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.ledger.LedgerEntry.Kind;
import io.vaultmedia.scan.Connection;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ConnectionLedgerTest {

    private static final Connection ALICE = new Connection("alice", "conn_alice");

    private final ConnectionLedger ledger = new ConnectionLedger();

    @Test
    void knowsExactlyWhatWasPublished() {
        ledger.apply(LedgerEntry.published(ALICE, 7, 100));

        assertThat(ledger.knows(7, 100)).isTrue();
        assertThat(ledger.knows(7, 99)).isFalse();
        assertThat(ledger.knows(7, 101)).isFalse();
        assertThat(ledger.knows(8, 100)).isFalse();
    }

    @Test
    void takesAnotherTimeForAnotherStoring() {
        ledger.apply(LedgerEntry.published(ALICE, 7, 100));
        ledger.apply(LedgerEntry.published(ALICE, 7, 50));

        assertThat(ledger.knows(7, 50)).isTrue();
        assertThat(ledger.knows(7, 100)).isFalse();
        assertThat(ledger.size()).isEqualTo(1);
    }

    /** 0 is an empty slot to a primitive map, if nobody takes care. */
    @Test
    void knowsZeroAsWellAsAnyNumber() {
        assertThat(ledger.knows(0, 0)).isFalse();
        ledger.apply(LedgerEntry.published(ALICE, 0, 0));
        ledger.apply(LedgerEntry.published(ALICE, Long.MIN_VALUE, Long.MIN_VALUE));

        assertThat(ledger.knows(0, 0)).isTrue();
        assertThat(ledger.knows(Long.MIN_VALUE, Long.MIN_VALUE)).isTrue();
        assertThat(ledger.size()).isEqualTo(2);
    }

    @Test
    void forgetsByATombstone() {
        ledger.apply(LedgerEntry.published(ALICE, 7, 100));
        ledger.apply(LedgerEntry.watermark(ALICE, Instant.EPOCH));

        ledger.apply(new LedgerEntry(Kind.PUBLISHED, ALICE.reference(), 7, null));
        ledger.apply(new LedgerEntry(Kind.WATERMARK, ALICE.reference(), 0, null));

        assertThat(ledger.knows(7, 100)).isFalse();
        assertThat(ledger.size()).isZero();
        assertThat(ledger.watermark()).isNull();
        assertThat(ledger.writtenWatermark()).isNull();
    }

    @Test
    void tellsAWatermarkInMemoryFromAWrittenOne() {
        ledger.apply(LedgerEntry.watermark(ALICE, Instant.ofEpochMilli(5)));
        ledger.moveWatermark(Instant.ofEpochMilli(9));

        assertThat(ledger.watermark()).isEqualTo(Instant.ofEpochMilli(9));
        assertThat(ledger.writtenWatermark()).isEqualTo(Instant.ofEpochMilli(5));
    }
}
