package io.vaultmedia.shard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.event.Topics;
import io.vaultmedia.ledger.LedgerEntry;
import io.vaultmedia.media.InvalidItem;
import io.vaultmedia.media.ListedItem;
import io.vaultmedia.media.MediaItem;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.media.MediaVariant;
import io.vaultmedia.ops.VaultMetrics;
import io.vaultmedia.publish.PageTransaction;
import io.vaultmedia.publish.SampleLedgers;
import io.vaultmedia.publish.SampleLedgers.Written;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;
import io.vaultmedia.scan.ScanSettings;
import io.vaultmedia.scan.StartFrom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;

/** Sweeps, and what follows from them for the ledger, without the routes. */
class SweepTest {

    private static final Connection ALICE = new Connection("alice", "conn_alice");
    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");
    private static final Duration DAY = Duration.ofDays(1);
    private static final Topics TOPICS = new Topics("p");

    /** What each scan over everything lists besides: that most is missing is another matter. */
    private static final List<MediaItem> REST = List.of(item("x", 1), item("y", 2), item("z", 3));

    private final Shards shards = OpenShards.one(new DefaultCamelContext(), TOPICS);
    private final SampleLedgers ledger = new SampleLedgers(
            shards,
            TOPICS,
            new ScanSettings(Duration.ofMinutes(10), Optional.of(DAY), StartFrom.BEGINNING, 100, 1000),
            new VaultMetrics(new SimpleMeterRegistry()));
    private final List<LedgerEntry> written = new ArrayList<>();
    private Instant apiNow = NOW;

    @Test
    void isDueAnIntervalAfterTheBackfill() throws Exception {
        scan(item("1", 5));
        assertThat(sweep()).isEmpty();

        apiNow = NOW.plus(DAY);
        scan();
        assertThat(sweep()).map(scan -> scan.plan().kind()).contains(ScanKind.SWEEP);
        assertThat(commit(sweep().orElseThrow(), null, item("1", 5)).isEmpty())
                .as("that it is done is written")
                .isFalse();
        assertThat(sweep()).isEmpty();
    }

    @Test
    void publishesWhatWasMissed() throws Exception {
        backfillThenADay(item("1", 5));

        Written page = commit(sweep().orElseThrow(), null, item("1", 5), item("2", 6));

        assertThat(page.records()).hasSize(1);
        assertThat(new String(
                        page.records()
                                .get(0)
                                .record()
                                .headers()
                                .lastHeader("ce_foundby")
                                .value(),
                        UTF_8))
                .isEqualTo("sweep");
    }

    @Test
    void looksAgainForWhatItDidNotSeeBeforeItForgetsIt() throws Exception {
        backfillThenADay(item("1", 5), item("2", 6), item("3", 7));
        Written last = commit(sweep().orElseThrow(), null, item("2", 6));
        assertThat(tombstones(last)).isZero();

        Scan recheck = sweep().orElseThrow();
        assertThat(recheck.plan().from()).isEqualTo(Instant.ofEpochMilli(5));
        assertThat(recheck.plan().to()).isEqualTo(Instant.ofEpochMilli(7).plusNanos(999_000));
        assertThat(tombstones(commit(recheck, null, item("2", 6), item("3", 7))))
                .isZero();
        Written news = scan();

        assertThat(news.entries())
                .containsExactly(LedgerEntry.variant(ALICE, LedgerEntry.variantHash("1", "full"), List.of()));
        assertThat(shards.entries()).isEqualTo(REST.size() + 2);
        assertThat(sweep()).isEmpty();
        assertThat(scan(item("3", 7)).records()).as("it is known still").isEmpty();
    }

    @Test
    void forgetsNothingByAPageThatIsNotTheWholeAnswer() throws Exception {
        backfillThenADay(item("1", 5), item("2", 6));
        commit(sweep().orElseThrow(), null);

        commit(sweep().orElseThrow(), "more");
        assertThat(tombstones(scan())).isZero();
        assertThat(sweep().orElseThrow().plan().to())
                .as("half as many")
                .isEqualTo(Instant.ofEpochMilli(5).plusNanos(999_000));
    }

    @Test
    void keepsWhatWasStoredAgainMeanwhile() throws Exception {
        backfillThenADay(item("1", 5), item("2", 6));
        commit(sweep().orElseThrow(), null, item("2", 6));
        assertThat(scan(item("1", 50)).records()).hasSize(1);

        commit(sweep().orElseThrow(), null);
        assertThat(tombstones(scan())).isZero();
        assertThat(scan(item("1", 50)).records()).isEmpty();
    }

    @Test
    void keepsWhatThePageItselfShowsStoredAgain() throws Exception {
        backfillThenADay(item("1", 5));
        commit(sweep().orElseThrow(), null);

        Written page = commit(sweep().orElseThrow(), null, item("1", 50));
        assertThat(page.records()).hasSize(1);
        assertThat(tombstones(scan())).isZero();
        assertThat(scan(item("1", 50)).records()).isEmpty();
    }

    /** An item may show under the time of its newest variant only, and that one may be new. */
    @Test
    void keepsWhatAScanForNewsShowsBesideTheNews() throws Exception {
        backfillThenADay(item("1", 5));
        commit(sweep().orElseThrow(), null);
        commit(sweep().orElseThrow(), null);

        MediaItem both = new MediaItem(
                "1", "image", null, List.of(item("1", 5).variants().get(0), variant("thumb", 90)));
        assertThat(tombstones(scan(both))).isZero();
        assertThat(tombstones(scan())).isZero();
        assertThat(shards.entries()).isEqualTo(REST.size() + 2);
    }

    @Test
    void waitsForAScanForNewsThatBeganAfterTheLastLook() throws Exception {
        backfillThenADay(item("1", 5));
        commit(sweep().orElseThrow(), null);
        Scan news = ledger.begin(SampleScans.settings(ALICE), () -> true).orElseThrow();
        commit(news, "2");
        commit(sweep().orElseThrow(), null);

        assertThat(tombstones(commit(news, null))).isZero();
        assertThat(tombstones(scan())).isEqualTo(1);
    }

    /** An API in trouble may list nothing for a while. */
    @Test
    void believesThatMostIsGoneOnlyWhenTheSweepBeforeFoundSoToo() throws Exception {
        backfillThenADay(item("1", 5), item("2", 6), item("3", 7), item("4", 8));
        commit(sweep().orElseThrow(), null);
        assertThat(sweep()).isEmpty();
        assertThat(tombstones(scan())).isZero();

        apiNow = apiNow.plus(DAY);
        scan();
        commit(sweep().orElseThrow(), null);
        commit(sweep().orElseThrow(), null);
        assertThat(tombstones(scan())).isEqualTo(4);
    }

    /** Its variants may be there; nobody can read them. */
    @Test
    void forgetsNothingOfAnItemThatIsInvalidForAWhile() throws Exception {
        backfillThenADay(item("1", 5));
        ListedItem broken = new InvalidItem("1", new byte[] {1}, InvalidItem.Reason.WRONG_SHAPE, "type is missing");
        commit(sweep().orElseThrow(), null, broken);
        commit(sweep().orElseThrow(), null, broken);

        assertThat(tombstones(scan())).isZero();
        assertThat(sweep()).isEmpty();
        assertThat(scan(item("1", 5)).records()).isEmpty();
    }

    @Test
    void concludesNothingWhereItIsCutShort() throws Exception {
        backfillThenADay(item("1", 5), item("2", 6));
        commit(sweep().orElseThrow(), "2", item("1", 5), item("news", 9));

        OpenShards.openAgain(shards, ALICE, written.stream());
        Scan rest = sweep().orElseThrow();
        assertThat(rest.paging().cursor()).as("it goes on after a restart").isEqualTo("2");
        commit(rest, null);

        assertThat(sweep()).as("what the first half saw is not known any more").isEmpty();
        assertThat(shards.entries()).isEqualTo(REST.size() + 3);
    }

    @Test
    void forgetsDeadLettersThatAreNoMore() throws Exception {
        ListedItem seven = new InvalidItem("7", new byte[] {1}, InvalidItem.Reason.WRONG_SHAPE, "type is missing");
        ListedItem eight = new InvalidItem("8", new byte[] {1}, InvalidItem.Reason.WRONG_SHAPE, "type is missing");
        ListedItem nine = new InvalidItem("9", new byte[] {1}, InvalidItem.Reason.WRONG_SHAPE, "type is missing");
        backfillThenADay(seven, eight, nine);

        Scan sweep = sweep().orElseThrow();
        commit(sweep, "2", seven);
        sweep.ahead().resume();
        Written last = commit(sweep, null, eight);

        assertThat(tombstones(last)).isEqualTo(1);
        assertThat(shards.entries()).isEqualTo(REST.size() + 2);
    }

    private void backfillThenADay(ListedItem... items) throws Exception {
        scan(items);
        apiNow = NOW.plus(DAY);
        scan();
    }

    private Written scan(ListedItem... items) throws Exception {
        return commit(ledger.begin(SampleScans.settings(ALICE), () -> true).orElseThrow(), null, items);
    }

    private Optional<Scan> sweep() {
        return ledger.beginSweep(SampleScans.settings(ALICE), () -> false);
    }

    private Written commit(Scan scan, String nextCursor, ListedItem... items) throws Exception {
        List<ListedItem> listed = new ArrayList<>(List.of(items));
        if (scan.plan().from() == null && nextCursor == null) {
            listed.addAll(REST);
        }
        MediaPage page = SampleScans.take(scan, new MediaPage(listed, nextCursor, apiNow));
        PageTransaction transaction = ledger.fill(scan, page, null);
        Written committed = ledger.commit(transaction);
        written.addAll(committed.entries());
        return committed;
    }

    private static long tombstones(Written page) {
        return page.entries().stream()
                .filter(entry -> entry.numbers().isEmpty() && entry.state() == null)
                .count();
    }

    private static MediaItem item(String id, long storedAt) {
        return new MediaItem(id, "image", null, List.of(variant("full", storedAt)));
    }

    private static MediaVariant variant(String label, long storedAt) {
        return new MediaVariant(label, "stored", label, "image/jpeg", 1, 1, 1, storedAt, 1, 1, "u");
    }
}
