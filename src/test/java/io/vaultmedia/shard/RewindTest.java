package io.vaultmedia.shard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.event.Topics;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.media.ListedItem;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.media.MediaVariant;
import io.vaultmedia.ops.VaultMetrics;
import io.vaultmedia.publish.OutboundRecord;
import io.vaultmedia.publish.SampleLedgers;
import io.vaultmedia.publish.SampleLedgers.Written;
import io.vaultmedia.scan.Orders;
import io.vaultmedia.scan.Rescan;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;
import io.vaultmedia.scan.ScanSettings;
import io.vaultmedia.scan.ScanState;
import io.vaultmedia.scan.StartFrom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rewinds, and sweeps that a signal ordered, without the routes. */
class RewindTest {

    private static final Connection ALICE = new Connection("alice", "conn_alice");
    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");
    private static final Topics TOPICS = new Topics("p");
    private static final Instant FIVE = Instant.ofEpochMilli(5);

    private final Shards shards = OpenShards.one(new DefaultCamelContext(), TOPICS);
    private final SampleLedgers ledger = new SampleLedgers(
            shards,
            TOPICS,
            new ScanSettings(Duration.ofMinutes(10), Optional.empty(), StartFrom.BEGINNING, 100, 1000),
            new VaultMetrics(new SimpleMeterRegistry()));
    private final List<LedgerEntry> written = new ArrayList<>();

    @BeforeEach
    void publishSome() throws Exception {
        Scan backfill = ledger.begin(SampleScans.settings(ALICE), () -> true).orElseThrow();
        commit(backfill, null, item("1", 4), item("2", 5), item("3", 6));
    }

    @Test
    void listsWhatWasStoredSinceAndPublishesWhatIsNotKnown() throws Exception {
        order(new Rescan(1, false, FIVE, false));
        Scan rewind = rescan().orElseThrow();

        assertThat(rewind.plan().kind()).isEqualTo(ScanKind.REWIND);
        assertThat(rewind.plan().from()).isEqualTo(FIVE);
        assertThat(ids(commit(rewind, null, item("2", 5), item("3", 6), item("late", 7))))
                .containsExactly("alice/late/full@7 rewind");
        assertThat(rescan()).as("it is done").isEmpty();
    }

    @Test
    void publishesAgainWhatWasStoredSinceOnce() throws Exception {
        order(new Rescan(1, false, FIVE, true));
        Scan rewind = rescan().orElseThrow();

        assertThat(ids(commit(rewind, "2", item("1", 4), item("2", 5), item("3", 6))))
                .as("what was stored before is not meant")
                .containsExactly("alice/2/full@5 rewind", "alice/3/full@6 rewind");
        assertThat(ids(commit(rewind, null, item("3", 6), item("4", 7))))
                .as("rows may move to a later page")
                .containsExactly("alice/4/full@7 rewind");
        assertThat(rescan()).isEmpty();

        Scan news = ledger.begin(SampleScans.settings(ALICE), () -> true).orElseThrow();
        assertThat(ids(commit(news, null, item("2", 5), item("4", 7)))).isEmpty();
    }

    @Test
    void publishesNothingTwiceIfItStartsOver() throws Exception {
        order(new Rescan(1, false, null, true));
        Scan rewind = rescan().orElseThrow();
        commit(rewind, "2", item("1", 4), item("2", 5));
        ledger.scans().refused(rewind);

        Scan again = rescan().orElseThrow();
        assertThat(again.tally().pages()).isZero();
        assertThat(ids(commit(again, null, item("1", 4), item("2", 5), item("3", 6))))
                .containsExactly("alice/3/full@6 rewind");
    }

    @Test
    void goesOnAfterARestart() throws Exception {
        order(new Rescan(1, false, null, true));
        commit(rescan().orElseThrow(), "2", item("1", 4), item("2", 5));

        OpenShards.openAgain(shards, ALICE, written.stream());

        Scan rest = rescan().orElseThrow();
        assertThat(rest.paging().cursor()).isEqualTo("2");
        assertThat(ids(commit(rest, null, item("2", 5), item("3", 6)))).containsExactly("alice/3/full@6 rewind");
        assertThat(rescan()).isEmpty();

        OpenShards.openAgain(shards, ALICE, written.stream());
        assertThat(rescan()).as("a restart does not repeat it").isEmpty();
    }

    @Test
    void theNextOnePublishesAllAgain() throws Exception {
        order(new Rescan(1, false, null, true), new Rescan(2, false, null, true));
        commit(rescan().orElseThrow(), null, item("1", 4), item("2", 5));

        Scan second = rescan().orElseThrow();
        assertThat(second.plan().rescanNumber()).isEqualTo(2);
        assertThat(ids(commit(second, null, item("1", 4), item("2", 5)))).hasSize(2);
        assertThat(rescan()).isEmpty();
    }

    @Test
    void leavesTheWatermarkAlone() throws Exception {
        Instant before = state().watermark();
        order(new Rescan(1, false, null, true));
        commit(rescan().orElseThrow(), null, item("1", 4));

        assertThat(state().watermark()).isEqualTo(before);
        assertThat(state().rescanned()).isEqualTo(1);
    }

    @Test
    void aSweepThatIsOrderedStartsAtItsFirstPageAndIsDoneOnce() throws Exception {
        order(new Rescan(1, true, null, false));
        Scan sweep = rescan().orElseThrow();
        assertThat(sweep.plan().kind()).isEqualTo(ScanKind.SWEEP);

        assertThat(ids(commit(sweep, null, item("1", 4), item("late", 3)))).containsExactly("alice/late/full@3 sweep");
        assertThat(shards.of(ALICE).required().ledger().of(ALICE).orders().next(state()))
                .isEmpty();
    }

    @Test
    void nothingIsScannedWhileASignalHasPausedTheConnection() {
        apply(new Orders(1, true, false, 1, List.of(new Rescan(1, false, null, true))));

        assertThat(rescan()).isEmpty();
        assertThat(ledger.begin(SampleScans.settings(ALICE), () -> true)).isEmpty();
    }

    @Test
    void waitsForTheFirstBackfill() {
        OpenShards.openAgain(shards, ALICE, Stream.empty());
        order(new Rescan(1, false, null, true));

        assertThat(rescan()).isEmpty();
    }

    private ScanState state() {
        return shards.of(ALICE).required().ledger().of(ALICE).state();
    }

    private void order(Rescan... rescans) {
        apply(new Orders(1, false, false, rescans.length, List.of(rescans)));
    }

    private void apply(Orders orders) {
        LedgerEntry entry = LedgerEntry.orders(ALICE, orders);
        shards.of(ALICE).required().ledger().apply(entry);
        written.add(entry);
    }

    private Optional<Scan> rescan() {
        return ledger.beginSweep(SampleScans.settings(ALICE), () -> true);
    }

    private Written commit(Scan scan, String nextCursor, ListedItem... items) throws Exception {
        MediaPage page = SampleScans.take(scan, new MediaPage(List.of(items), nextCursor, NOW));
        Written committed = ledger.commit(ledger.fill(scan, page, null));
        written.addAll(committed.entries());
        return committed;
    }

    private static List<String> ids(Written page) {
        return page.records().stream()
                .map(record -> header(record, "ce_id") + " " + header(record, "ce_foundby"))
                .toList();
    }

    private static String header(OutboundRecord record, String name) {
        return new String(record.record().headers().lastHeader(name).value(), UTF_8);
    }

    private static MediaItem item(String id, long storedAt) {
        MediaVariant full = new MediaVariant("full", "stored", "full", "image/jpeg", 1, 1, 1, storedAt, 1, 1, "u");
        return new MediaItem(id, "image", null, List.of(full));
    }
}
