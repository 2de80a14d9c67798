package io.vaultmedia.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.ScanState;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionLedgerTest {

    private static final Connection ALICE = new Connection("alice", "conn_alice");

    private final ConnectionLedger ledger = new ConnectionLedger();

    @Test
    void knowsExactlyWhatWasPublished() {
        ledger.apply(LedgerEntry.variant(ALICE, 7, List.of(100L)));

        assertThat(ledger.knowsVariant(7, 100)).isTrue();
        assertThat(ledger.knowsVariant(7, 99)).isFalse();
        assertThat(ledger.knowsVariant(7, 101)).isFalse();
        assertThat(ledger.knowsVariant(8, 100)).isFalse();
    }

    @Test
    void takesAnotherTimeForAnotherStoring() {
        ledger.apply(LedgerEntry.variant(ALICE, 7, List.of(100L)));
        ledger.apply(LedgerEntry.variant(ALICE, 7, List.of(50L)));

        assertThat(ledger.knowsVariant(7, 50)).isTrue();
        assertThat(ledger.knowsVariant(7, 100)).isFalse();
        assertThat(ledger.size()).isEqualTo(1);
    }

    /** 0 is an empty slot to a primitive map, if nobody takes care. */
    @Test
    void knowsZeroAsWellAsAnyNumber() {
        assertThat(ledger.knowsVariant(0, 0)).isFalse();
        ledger.apply(LedgerEntry.variant(ALICE, 0, List.of(0L)));
        ledger.apply(LedgerEntry.variant(ALICE, Long.MIN_VALUE, List.of(Long.MIN_VALUE)));

        assertThat(ledger.knowsVariant(0, 0)).isTrue();
        assertThat(ledger.knowsVariant(Long.MIN_VALUE, Long.MIN_VALUE)).isTrue();
        assertThat(ledger.size()).isEqualTo(2);
    }

    @Test
    void tellsVariantsFromDeadLetters() {
        ledger.apply(LedgerEntry.variant(ALICE, 7, List.of(100L)));
        ledger.apply(LedgerEntry.deadLetter(ALICE, 8, List.of(100L)));

        assertThat(ledger.knowsDeadLetter(7, 100)).isFalse();
        assertThat(ledger.knowsDeadLetter(8, 100)).isTrue();
        assertThat(ledger.knowsVariant(8, 100)).isFalse();
        assertThat(ledger.size()).isEqualTo(2);
    }

    @Test
    void forgetsByATombstone() {
        ledger.apply(LedgerEntry.variant(ALICE, 7, List.of(100L)));
        ledger.apply(LedgerEntry.deadLetter(ALICE, 7, List.of(100L)));
        ledger.apply(LedgerEntry.connection(ALICE, upTo(5), 0));

        ledger.apply(LedgerEntry.variant(ALICE, 7, List.of()));
        ledger.apply(LedgerEntry.deadLetter(ALICE, 7, List.of()));
        ledger.apply(LedgerEntry.connection(ALICE, null, 0));

        assertThat(ledger.knowsVariant(7, 100)).isFalse();
        assertThat(ledger.size()).isZero();
        assertThat(ledger.state()).isEqualTo(ScanState.NONE);
        assertThat(ledger.writtenState()).isEqualTo(ScanState.NONE);
    }

    @Test
    void tellsAStateInMemoryFromAWrittenOne() {
        ledger.apply(LedgerEntry.connection(ALICE, upTo(5), 0));
        ledger.move(upTo(9));

        assertThat(ledger.state()).isEqualTo(upTo(9));
        assertThat(ledger.writtenState()).isEqualTo(upTo(5));
    }

    private static ScanState upTo(long ms) {
        return SampleScans.upTo(Instant.ofEpochMilli(ms));
    }
}
