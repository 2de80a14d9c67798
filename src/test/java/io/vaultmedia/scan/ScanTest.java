package io.vaultmedia.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.Released;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.media.MediaFilter;
import io.vaultmedia.media.MediaPage;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ScanTest {

    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");
    private static final Connection ALICE = new Connection(null, "conn_for_alice");

    private final Scan scan = SampleScans.backfill(ALICE);

    @Test
    void goesFromCursorToCursorUntilThereIsNone() throws Exception {
        assertThat(scan.paging().cursor()).isNull();
        assertThat(scan.isGoingOn()).isTrue();

        SampleScans.take(scan, page("a"));
        assertThat(scan.paging().cursor()).isEqualTo("a");
        assertThat(scan.isGoingOn()).isTrue();
        assertThat(scan.isComplete()).isFalse();

        SampleScans.take(scan, page(null));
        assertThat(scan.paging().cursor()).isNull();
        assertThat(scan.isGoingOn()).isFalse();
        assertThat(scan.isComplete()).isTrue();
        assertThat(scan.tally().pages()).isEqualTo(2);
    }

    /** What the thread ahead has fetched already says nothing of what was taken. */
    @Test
    void goesOnUntilItsLastPageIsTaken() throws Exception {
        SampleScans.take(scan, page("a"));
        scan.paging().follow(page(null));
        scan.ahead().arrived(page(null));

        assertThat(scan.isComplete()).isFalse();
        scan.takePage();
        assertThat(scan.isComplete()).isTrue();
    }

    @Test
    void pausesWhereItsTurnIsOverAndGoesOnInTheNext() throws Exception {
        AtomicBoolean turn = new AtomicBoolean(false);
        Scan scan = new Scan(
                SampleScans.settings(ALICE),
                ScanPlan.next(ScanState.NONE, StartFrom.BEGINNING),
                ScanState.NONE,
                SampleScans.RULES,
                0,
                turn::get);

        SampleScans.take(scan, page("a"));
        assertThat(scan.isGoingOn()).isFalse();
        assertThat(scan.isComplete()).isFalse();

        scan.ahead().resume();
        assertThat(scan.isGoingOn()).isTrue();
        turn.set(true);
        SampleScans.take(scan, page("b"));
        assertThat(scan.isGoingOn()).isTrue();
        assertThat(scan.tally().pages()).isEqualTo(2);
    }

    /** A scan may pause for hours, and a page has up to 16 MB. */
    @Test
    void keepsNoPageThatWasTaken() throws Exception {
        WeakReference<MediaPage> taken = new WeakReference<>(SampleScans.take(scan, page("a")));

        Released.awaitThat(taken);
        assertThat(scan.isComplete()).isFalse();
        assertThat(scan.stateAfterPage(ScanState.NONE).progress().cursor()).isEqualTo("a");
    }

    @Test
    void concludesFromTheTimeAtItsStart() throws Exception {
        SampleScans.commit(scan, ScanState.NONE, page("1"));
        assertThat(scan.verifiedUpTo()).isNull();

        SampleScans.commit(scan, ScanState.NONE, new MediaPage(List.of(), null, NOW.plusSeconds(3600)));
        assertThat(scan.verifiedUpTo()).isEqualTo(NOW.minusSeconds(600));
    }

    @Test
    void concludesNothingWithoutTheApisTime() throws Exception {
        SampleScans.commit(scan, ScanState.NONE, new MediaPage(List.of(), "1", null));
        SampleScans.commit(scan, ScanState.NONE, page(null));

        assertThat(scan.verifiedUpTo()).isNull();
        assertThat(scan.provesNothing()).isTrue();
    }

    @Test
    void notesWhereALongScanIs() throws Exception {
        scan.tally().countListed(5);
        ScanState state = SampleScans.commit(scan, ScanState.NONE, page("a"));

        assertThat(state.progress())
                .isEqualTo(new ScanProgress(ScanKind.BACKFILL, NOW, "a", 1, 1, MediaFilter.ALL + " limit=100"));
        assertThat(SampleScans.commit(scan, state, page(null)).progress()).isNull();
    }

    @Test
    void goesOnWhereAnEarlierOneLeftOff() throws Exception {
        ScanState state = SampleScans.commit(scan, ScanState.NONE, page("a"));

        Scan resumed = SampleScans.next(ALICE, state, SampleScans.RULES);
        assertThat(resumed.paging().cursor()).isEqualTo("a");
        assertThat(resumed.tally().pages()).isEqualTo(1);
        SampleScans.commit(resumed, state, new MediaPage(List.of(), null, NOW.plusSeconds(3600)));
        assertThat(resumed.verifiedUpTo()).isEqualTo(NOW.minusSeconds(600));
    }

    @Test
    void startsOverWhereTheQuestionIsAnother() throws Exception {
        ScanState state = SampleScans.commit(scan, ScanState.NONE, page("a"));
        MediaFilter images = new MediaFilter(Set.of("image"), Set.of(), Set.of(), null, null);
        ConnectionSettings filtered = new ConnectionSettings(ALICE, Duration.ofSeconds(60), images, false);

        Scan next =
                new Scan(filtered, ScanPlan.next(state, StartFrom.BEGINNING), state, SampleScans.RULES, 0, () -> true);

        assertThat(next.paging().cursor()).isNull();
        assertThat(next.tally().pages()).isZero();
    }

    /** Neither a scan without a proof is worth going on with, nor a cursor that fills the ledger. */
    @Test
    void notesNoPlaceThatIsOfNoUse() throws Exception {
        assertThat(SampleScans.commit(scan, ScanState.NONE, page("x".repeat(10_000))))
                .isEqualTo(ScanState.NONE);
        Scan timeless = SampleScans.backfill(ALICE);
        assertThat(SampleScans.commit(timeless, ScanState.NONE, new MediaPage(List.of(), "a", null)))
                .isEqualTo(ScanState.NONE);
        ScanState known = SampleScans.upTo(NOW);
        assertThat(SampleScans.commit(SampleScans.incremental(ALICE, NOW), known, page("a")))
                .isEqualTo(known);
    }

    @Test
    void startsFromNowByTheApisTimeAndAsksForOnePageToLearnIt() throws Exception {
        ScanSettings fromNow = new ScanSettings(Duration.ofMinutes(10), Optional.empty(), StartFrom.NOW, 100, 1000);
        Scan first = SampleScans.next(ALICE, ScanState.NONE, fromNow);
        assertThat(first.reaches(ms(NOW.plusSeconds(9)))).as("time unknown").isFalse();

        ScanState state = SampleScans.commit(first, ScanState.NONE, page("more"));

        assertThat(first.isComplete()).isTrue();
        assertThat(first.reaches(ms(NOW.minusMillis(1)))).isFalse();
        assertThat(first.reaches(ms(NOW))).isTrue();
        assertThat(state).isEqualTo(new ScanState(NOW.minusSeconds(600), NOW, NOW, null));

        Scan next = SampleScans.next(ALICE, state, fromNow);
        assertThat(next.plan().kind()).isEqualTo(ScanKind.INCREMENTAL);
        assertThat(next.reaches(ms(NOW.minusMillis(1)))).as("later, too").isFalse();
    }

    /** Who polled before, and then sets it for connections to come, must not lose anything. */
    @Test
    void startsFromNowOnlyWhereNothingWasPolledBefore() {
        ScanSettings fromNow = new ScanSettings(Duration.ofMinutes(10), Optional.empty(), StartFrom.NOW, 100, 1000);

        assertThat(SampleScans.next(ALICE, SampleScans.upTo(NOW), fromNow).reaches(ms(Instant.EPOCH)))
                .isTrue();
        Scan again = SampleScans.next(ALICE, new ScanState(null, null, NOW, null), fromNow);
        assertThat(again.plan()).isEqualTo(new ScanPlan(ScanKind.BACKFILL, null, null));
        assertThat(again.reaches(ms(Instant.EPOCH))).isTrue();
    }

    /** The first page decides: what follows would be read in vain. */
    @Test
    void endsABackfillAtItsFirstPageWhereTheApiTellsNoTime() throws Exception {
        SampleScans.take(scan, new MediaPage(List.of(), "more", null));

        assertThat(scan.isGoingOn()).isFalse();
        assertThat(scan.provesNothing()).isTrue();
    }

    @Test
    void startsFromAnInstant() {
        ScanSettings fromThen =
                new ScanSettings(Duration.ofMinutes(10), Optional.empty(), StartFrom.at(NOW), 100, 1000);
        Scan first = SampleScans.next(ALICE, ScanState.NONE, fromThen);

        assertThat(first.plan().from()).isEqualTo(NOW);
        assertThat(first.reaches(ms(NOW.minusMillis(1)))).isFalse();
        assertThat(first.reaches(ms(NOW))).isTrue();
    }

    @Test
    void knowsItsShareByWhatTheLedgerHasOrByTime() throws Exception {
        assertThat(scan.share()).isEmpty();

        Scan again = new Scan(
                SampleScans.settings(ALICE),
                ScanPlan.next(ScanState.NONE, StartFrom.BEGINNING),
                ScanState.NONE,
                SampleScans.RULES,
                4,
                () -> true);
        again.tally().countListed(1);
        assertThat(again.share()).hasValue(0.25);

        Scan since = SampleScans.incremental(ALICE, NOW.minusSeconds(100));
        SampleScans.take(since, page("a"));
        since.tally().countListed(NOW.minusSeconds(25).toEpochMilli());
        assertThat(since.share()).hasValue(0.75);
        SampleScans.take(since, page(null));
        assertThat(since.share()).hasValue(1);
    }

    @Test
    void countsWhatWasCommitted() {
        scan.tally().countPublished(2);
        scan.tally().countPublished(0);
        scan.tally().countPublished(3);

        assertThat(scan.tally().published()).isEqualTo(5);
    }

    @Test
    void tellsItsPlaceWithoutTheConnectionsId() throws Exception {
        assertThat(scan).hasToString("backfill scan of ***lice, page 1");
        SampleScans.take(scan, page("a"));
        SampleScans.take(scan, page("b"));
        assertThat(scan).hasToString("backfill scan of ***lice, page 2");
    }

    private static long ms(Instant at) {
        return at.toEpochMilli();
    }

    private static MediaPage page(String nextCursor) {
        return new MediaPage(List.of(), nextCursor, NOW);
    }
}
