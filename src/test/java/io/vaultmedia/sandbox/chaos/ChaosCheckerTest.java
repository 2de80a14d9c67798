package io.vaultmedia.sandbox.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.ledger.LedgerEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** Checks the checkers of the chaos suite: each of them can fail. */
class ChaosCheckerTest {

    private static final Delivery FIRST = delivery("c1/1/full@100", 7);
    private static final Delivery SECOND = delivery("c1/1/thumb@105", 8);
    private static final Delivery OTHER = delivery("c1/2/full@90", 9);
    private static final Set<String> STORED = Set.of(FIRST.id(), SECOND.id(), OTHER.id());
    private static final Set<Entry> LEDGER = entries(FIRST, SECOND, OTHER);

    private static final Set<String> NOTHING = Set.of();

    @Test
    void acceptsWhatWasPublishedOnceAndInOrder() {
        Verdict verdict = Verdict.of(STORED, NOTHING, List.of(FIRST, SECOND, OTHER), LEDGER);

        assertThat(verdict.isGood()).isTrue();
        assertThat(verdict.details()).isEmpty();
        assertThat(verdict)
                .hasToString(
                        "stored       3  published       3  lost   0  repeated   0  reordered   0  unexpected   0  torn   0");
    }

    @Test
    void acceptsALaterPlaceInTheListAsLongAsTheOffsetsAreInOrder() {
        assertThat(Verdict.of(STORED, NOTHING, List.of(OTHER, SECOND, FIRST), LEDGER)
                        .isGood())
                .isTrue();
    }

    @Test
    void seesWhatIsLost() {
        Verdict verdict = Verdict.of(STORED, NOTHING, List.of(FIRST, OTHER), entries(FIRST, OTHER));

        assertThat(verdict.isGood()).isFalse();
        assertThat(verdict.lost()).containsExactly(SECOND.id());
        assertThat(verdict.details()).isEqualTo("lost: [c1/1/thumb@105]\n");
    }

    @Test
    void seesWhatIsRepeated() {
        Verdict verdict =
                Verdict.of(STORED, NOTHING, List.of(FIRST, SECOND, OTHER, at(OTHER, 12), at(OTHER, 13)), LEDGER);

        assertThat(verdict.isGood()).isFalse();
        assertThat(verdict.repeated()).containsExactly(OTHER.id(), OTHER.id());
    }

    @Test
    void seesWhatIsOutOfOrder() {
        Verdict verdict = Verdict.of(STORED, NOTHING, List.of(at(SECOND, 7), at(FIRST, 8), OTHER), LEDGER);

        assertThat(verdict.isGood()).isFalse();
        assertThat(verdict.reordered()).containsExactly(FIRST.id());
    }

    @Test
    void seesAMediaItemInTwoPartitions() {
        Delivery elsewhere = new Delivery(SECOND.id(), SECOND.key(), SECOND.storedAt(), "image-1", SECOND.offset());

        assertThat(Verdict.of(STORED, NOTHING, List.of(FIRST, elsewhere, OTHER), LEDGER)
                        .reordered())
                .containsExactly(SECOND.id());
    }

    @Test
    void seesWhatWasNeverStored() {
        Delivery invented = delivery("c1/3/full@100", 20);
        Verdict verdict = Verdict.of(STORED, NOTHING, List.of(FIRST, SECOND, OTHER, invented), LEDGER);

        assertThat(verdict.isGood()).isFalse();
        assertThat(verdict.unexpected()).containsExactly(invented.id());
    }

    @Test
    void seesARecordWithoutItsLedgerEntry() {
        Verdict verdict = Verdict.of(STORED, NOTHING, List.of(FIRST, SECOND, OTHER), entries(FIRST, OTHER));

        assertThat(verdict.isGood()).isFalse();
        assertThat(verdict.torn()).containsExactly(SECOND.id());
    }

    @Test
    void acceptsThatTheLedgerForgetsOnlyWhatTheApiHasRemoved() {
        Set<String> gone = Set.of(FIRST.id(), OTHER.id());

        Verdict forgotten = Verdict.of(STORED, gone, List.of(FIRST, SECOND, OTHER), entries(SECOND, OTHER));
        assertThat(forgotten.isGood()).as(forgotten.details()).isTrue();
        assertThat(forgotten.forgotten()).isOne();

        Verdict torn = Verdict.of(STORED, gone, List.of(FIRST, SECOND, OTHER), entries(OTHER));
        assertThat(torn.torn()).containsExactly(SECOND.id());
        assertThat(torn.forgotten()).isOne();
        assertThat(Verdict.of(STORED, gone, List.of(SECOND, OTHER), entries(SECOND, OTHER))
                        .lost())
                .as("what is gone must have been published all the same")
                .containsExactly(FIRST.id());
    }

    @Test
    void seesALedgerEntryWithoutItsRecord() {
        Delivery entered = delivery("c2/7/full@300", 0);

        Verdict verdict =
                Verdict.of(STORED, NOTHING, List.of(FIRST, SECOND, OTHER), entries(FIRST, SECOND, OTHER, entered));

        assertThat(verdict.isGood()).isFalse();
        assertThat(verdict.torn()).containsExactly("ledger entry of c2, stored at 300");
    }

    @Test
    void readsTheLedgerAsTheProductWritesIt() {
        Connection c1 = Accounts.ALL.get(0);
        long full = LedgerEntry.variantHash("1", "full");

        Set<Entry> entries = Entry.of(List.of(
                inLedger(LedgerEntry.variant(c1, full, List.of(90L))),
                inLedger(LedgerEntry.variant(c1, LedgerEntry.variantHash("2", "full"), List.of(80L))),
                inLedger(LedgerEntry.variant(c1, full, List.of(90L, 100L))),
                inLedger(LedgerEntry.variant(c1, LedgerEntry.variantHash("2", "full"), List.of())),
                inLedger(LedgerEntry.deadLetter(c1, full, List.of(7L)))));

        assertThat(entries).isEqualTo(entries(delivery("c1/1/full@90", 0), FIRST));
    }

    @Test
    void seesTwoReplicasThatAskForOneConnectionAtOneTime() {
        List<Asked> asked = new ArrayList<>(List.of(
                asked(100, 1, "alice"),
                asked(110, 1, "alice"),
                asked(110, 2, "bob"),
                asked(131, 2, "alice"),
                asked(150, 1, "bob")));
        assertThat(new OnePoller(20).overlaps(asked)).isEmpty();

        asked.add(asked(150, 1, "alice"));

        assertThat(new OnePoller(20).overlaps(asked)).containsExactly("alice: replica 2 at 131, replica 1 at 150");
    }

    @Test
    void allowsAZombieTheRequestsOfItsFirstMoments() {
        List<Asked> asked =
                List.of(asked(100, 2, "alice"), asked(110, 1, "alice"), asked(220, 2, "alice"), asked(230, 1, "alice"));
        OnePoller poller = new OnePoller(20);
        poller.woke(1, 105, 50);

        assertThat(poller.overlaps(asked)).containsExactly("alice: replica 2 at 220, replica 1 at 230");
    }

    private static Set<Entry> entries(Delivery... deliveries) {
        return Stream.of(deliveries).map(Entry::of).flatMap(Optional::stream).collect(Collectors.toSet());
    }

    private static ConsumerRecord<byte[], byte[]> inLedger(LedgerEntry entry) {
        ProducerRecord<byte[], byte[]> record = entry.toRecord("ledger", 0);
        return new ConsumerRecord<>("ledger", 0, 0, record.key(), record.value());
    }

    private static Asked asked(long at, int replica, String connection) {
        return new Asked(at, replica, connection, true);
    }

    private static Delivery delivery(String id, long offset) {
        long storedAt = Long.parseLong(id.substring(id.indexOf('@') + 1));
        return new Delivery(id, id.substring(0, id.lastIndexOf('/')), storedAt, "image-0", offset);
    }

    private static Delivery at(Delivery delivery, long offset) {
        return new Delivery(delivery.id(), delivery.key(), delivery.storedAt(), delivery.partition(), offset);
    }
}
