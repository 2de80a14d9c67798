package io.vaultmedia.shard;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.event.Signal;
import io.vaultmedia.event.Signal.Kind;
import io.vaultmedia.scan.Orders;
import io.vaultmedia.scan.Rescan;
import io.vaultmedia.scan.ScanState;
import io.vaultmedia.shard.SignalPolicy.Decision;
import io.vaultmedia.shard.SignalPolicy.Outcome;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class SignalPolicyTest {

    private static final Instant NOON = Instant.parse("2026-06-07T12:00:00Z");
    private static final long LATER = NOON.toEpochMilli() + 1;

    private final ScanState read = new ScanState(NOON, null, NOON, null);
    private Orders orders = Orders.NONE;

    private Outcome send(Kind kind, boolean isPausedByFile) {
        Signal signal = new Signal("alice", kind, kind == Kind.REWIND ? NOON : null, kind == Kind.REWIND);
        Decision decision = SignalPolicy.decide(orders, read, isPausedByFile, signal, LATER);
        orders = decision.orders();
        return decision.outcome();
    }

    @Test
    void aPauseLastsUntilItIsResumed() {
        assertThat(send(Kind.PAUSE, false)).isEqualTo(Outcome.APPLIED);
        assertThat(orders.paused()).isTrue();
        assertThat(send(Kind.PAUSE, false)).as("once more").isEqualTo(Outcome.UNCHANGED);
        assertThat(send(Kind.POLL, false)).isEqualTo(Outcome.PAUSED);
        assertThat(send(Kind.RESUME, false)).isEqualTo(Outcome.APPLIED);
        assertThat(orders.paused()).isFalse();
        assertThat(send(Kind.RESUME, false)).isEqualTo(Outcome.UNCHANGED);
    }

    @Test
    void aPauseInTheFileWins() {
        send(Kind.PAUSE, true);
        assertThat(send(Kind.RESUME, true)).isEqualTo(Outcome.PAUSED);
        assertThat(orders.paused()).as("what the signal wants").isFalse();
        assertThat(send(Kind.POLL, true)).isEqualTo(Outcome.PAUSED);
    }

    @Test
    void aPollIsRememberedForANewOwner() {
        assertThat(send(Kind.POLL, false)).isEqualTo(Outcome.APPLIED);
        assertThat(orders.polled()).isTrue();
        send(Kind.PAUSE, false);
        assertThat(orders.polled()).isFalse();
    }

    @Test
    void rescansAreDoneInTheirOrder() {
        assertThat(send(Kind.REWIND, false)).isEqualTo(Outcome.APPLIED);
        assertThat(send(Kind.SWEEP, false)).isEqualTo(Outcome.APPLIED);

        assertThat(orders.next(read)).contains(new Rescan(1, false, NOON, true));
        assertThat(orders.next(done(1))).contains(new Rescan(2, true, null, false));
        assertThat(orders.next(done(2))).isEmpty();
    }

    @Test
    void theSameRescanIsAskedForOnceWhileItWaits() {
        send(Kind.REWIND, false);
        assertThat(send(Kind.REWIND, false)).isEqualTo(Outcome.UNCHANGED);
        assertThat(orders.rescans()).hasSize(1);
    }

    @Test
    void aRescanIsDoneAgainAfterTheOneBefore() {
        send(Kind.REWIND, false);
        Decision again =
                SignalPolicy.decide(orders, done(1), false, new Signal("alice", Kind.REWIND, NOON, true), LATER);
        assertThat(again.orders().next(done(1))).contains(new Rescan(2, false, NOON, true));
    }

    /** The ledger in memory is ahead of Kafka: a signal may be committed before the last page of a rescan, and then a crash. */
    @Test
    void aRescanWhoseLastPageIsNotCommittedIsNotForgotten() {
        send(Kind.REWIND, false);
        Signal rewind = new Signal("alice", Kind.REWIND, NOON, true);
        orders = SignalPolicy.decide(orders, done(1), false, rewind, LATER).orders();

        assertThat(orders.next(read).map(Rescan::number)).as("after a restart").contains(1L);
    }

    @Test
    void rescansThatAreDoneAreDropped() {
        for (int i = 0; i < 10; i++) {
            Signal rewind = new Signal("alice", Kind.REWIND, NOON, false);
            orders = SignalPolicy.decide(orders, done(i), false, rewind, LATER).orders();
        }
        assertThat(orders.rescans()).extracting(Rescan::number).containsExactly(9L, 10L);
    }

    @Test
    void whatWasAddedAfterTheSignalIsReadAnyway() {
        Signal sweep = new Signal("*", Kind.SWEEP, null, false);
        assertThat(SignalPolicy.decide(Orders.NONE, ScanState.NONE, false, sweep, LATER)
                        .outcome())
                .isEqualTo(Outcome.UNCHANGED);
        assertThat(SignalPolicy.decide(Orders.NONE, read, false, sweep, NOON.toEpochMilli() - 1)
                        .outcome())
                .isEqualTo(Outcome.UNCHANGED);
        assertThat(SignalPolicy.decide(Orders.NONE, read, false, sweep, LATER).outcome())
                .isEqualTo(Outcome.APPLIED);
    }

    @Test
    void noMoreThanAHundredRescansWait() {
        for (int i = 0; i < 100; i++) {
            Signal rewind = new Signal("alice", Kind.REWIND, NOON.plusSeconds(i), false);
            orders = SignalPolicy.decide(orders, read, false, rewind, LATER).orders();
        }
        assertThat(send(Kind.REWIND, false)).isEqualTo(Outcome.REFUSED);
        assertThat(orders.rescans()).hasSize(100);
    }

    private ScanState done(long number) {
        return new ScanState(NOON, null, NOON, null, number);
    }
}
