package io.vaultmedia.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.scan.Orders;
import io.vaultmedia.scan.ScanState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RemovalsTest {

    private static final Connection ALICE = new Connection("alice", "conn_alice");
    private static final Connection BOB = new Connection("bob", "conn_bob");
    private static final Instant NOON = Instant.parse("2026-06-07T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Set<Long> BOTH = Set.of(ALICE.fingerprint(), BOB.fingerprint());
    private static final Set<Long> BOB_ONLY = Set.of(BOB.fingerprint());
    private static final ScanState STATE = new ScanState(NOON, null, NOON, null);

    private final List<ProducerRecord<byte[], byte[]>> topic = new ArrayList<>();
    private ShardLedger ledger = new ShardLedger("l");

    @BeforeEach
    void publish() {
        write(List.of(
                LedgerEntry.variant(ALICE, 1, List.of(10L, 11L)),
                LedgerEntry.unpublished(ALICE, 1, List.of(11L)),
                LedgerEntry.republished(ALICE, 1, List.of(1L, 10L)),
                LedgerEntry.deadLetter(ALICE, 2, List.of(20L)),
                LedgerEntry.replayed(ALICE, 3, 30),
                LedgerEntry.connection(ALICE, STATE, 2),
                LedgerEntry.orders(ALICE, new Orders(7, true, false, 1, List.of())),
                LedgerEntry.variant(BOB, 1, List.of(10L)),
                LedgerEntry.connection(BOB, STATE, 1)));
    }

    private void write(List<LedgerEntry> entries) {
        entries.forEach(entry -> {
            ledger.apply(entry);
            topic.add(entry.toRecord("l", 0));
        });
    }

    private Removals look(Set<Long> listed, Instant now) {
        Removals found = Removals.of(ledger, listed, now, Optional.of(DAY));
        write(found.entries());
        return found;
    }

    /** What another replica, or a later process, finds. */
    private void restore() {
        ledger = new ShardLedger("l");
        topic.forEach(record -> ledger.apply(LedgerEntry.parse(record.key(), record.value())));
    }

    private boolean knowsAlice() {
        return ledger.of(ALICE).knowsVariant(1, 10);
    }

    @Test
    void aConnectionThatReturnsInTimeGoesOnWhereItWas() {
        assertThat(look(BOB_ONLY, NOON).removed()).isOne();
        restore();
        assertThat(ledger.isListed(ALICE)).as("scanned").isFalse();
        assertThat(look(BOB_ONLY, NOON.plus(DAY).minusMillis(1)).entries()).isEmpty();

        assertThat(look(BOTH, NOON.plus(DAY)).returned()).isOne();
        restore();

        assertThat(ledger.isListed(ALICE)).isTrue();
        assertThat(ledger.of(ALICE).state()).isEqualTo(STATE);
        assertThat(knowsAlice()).isTrue();
        assertThat(look(BOTH, NOON.plus(DAY)).entries()).isEmpty();
        assertThat(look(BOB_ONLY, NOON.plus(DAY)).removed())
                .as("the time begins again")
                .isOne();
    }

    @Test
    void afterTheTimeNothingIsLeftOfIt() {
        look(BOB_ONLY, NOON);
        assertThat(look(BOB_ONLY, NOON.plus(DAY)).forgotten()).isOne();

        assertThat(ledger.connections()).containsOnlyKeys(BOB.fingerprint());
        restore();
        assertThat(ledger.isListed(ALICE)).isTrue();
        ConnectionLedger alice = ledger.of(ALICE);
        assertThat(alice.size()).isZero();
        assertThat(alice.state()).isEqualTo(ScanState.NONE);
        assertThat(alice.orders()).isEqualTo(Orders.NONE);
        assertThat(alice.isReplayed(3, 30)).isFalse();
        assertThat(alice.unpublished(1)).isEmpty();
        assertThat(alice.publishedTotal()).isZero();
        assertThat(ledger.of(BOB).knowsVariant(1, 10)).isTrue();
        assertThat(look(BOB_ONLY, NOON.plus(DAY)).entries()).isEmpty();
    }

    /** All or nothing: half of its variants would be published again, and half would not. */
    @Test
    void onceItIsBeingForgottenItIsForgottenAsAWholeEvenIfItReturnsAfterARestart() {
        for (int i = 10; i < Removals.MOST_VARIANTS + 10; i++) {
            write(List.of(LedgerEntry.variant(ALICE, i, List.of(10L))));
        }
        look(BOB_ONLY, NOON);
        assertThat(look(BOB_ONLY, NOON.plus(DAY)).forgotten()).isZero();
        restore();
        assertThat(ledger.of(ALICE).size()).isBetween(1, 100);
        assertThat(ledger.isListed(ALICE)).as("scanned").isFalse();

        assertThat(look(BOTH, NOON.plus(DAY)).forgotten()).isOne();
        restore();

        assertThat(ledger.isListed(ALICE)).isTrue();
        assertThat(ledger.of(ALICE).size()).isZero();
    }

    @Test
    void forgetsNothingIfThatIsOff() {
        assertThat(Removals.of(ledger, BOB_ONLY, NOON, Optional.empty()).entries())
                .isEmpty();
        look(BOB_ONLY, NOON);
        assertThat(Removals.of(ledger, BOB_ONLY, NOON.plus(DAY), Optional.empty())
                        .entries())
                .isEmpty();
        assertThat(Removals.of(ledger, BOTH, NOON.plus(DAY), Optional.empty()).returned())
                .isOne();
    }
}
