package io.vaultmedia.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vaultmedia.LogLines;
import io.vaultmedia.Released;
import io.vaultmedia.api.ApiException;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.media.MediaFilter;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.ops.VaultMetrics;
import io.vaultmedia.scan.Failure;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanKind;
import io.vaultmedia.scan.ScanListener;
import io.vaultmedia.scan.ScanState;
import io.vaultmedia.scan.SilentListener;
import java.io.IOException;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelExchangeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.logging.log4j.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScheduleTest {

    private static final Connection A = new Connection("a", "1");
    private static final Connection B = new Connection("b", "2");
    private static final Connection C = new Connection("c", "3");
    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SampleLedger ours = new SampleLedger();
    private long now = Long.MAX_VALUE - 5; // A monotonic clock may overflow.
    private Pace pace = pace(10);
    private long keyChanges = 7;

    @Test
    void beginsWithAllOneAfterTheOther() {
        Schedule schedule = schedule(A, B, C);

        assertThat(connections(schedule)).containsExactly(A);
        passMs(5);
        assertThat(connections(schedule)).containsExactly(B);
        passMs(5);
        assertThat(connections(schedule)).containsExactly(C);
        assertThat(count(schedule, ConnectionState.SCANNING)).isEqualTo(3);
        assertThat(count(schedule, ConnectionState.WAITING)).isZero();
        assertThat(schedule.status().size()).isEqualTo(3);
    }

    @Test
    void spreadsManyOverNoMoreThanAnInterval() {
        Connection[] many = IntStream.range(0, 12_000)
                .mapToObj(i -> new Connection(null, "conn_" + i))
                .toArray(Connection[]::new);
        pace = pace(12_000);
        Schedule schedule = schedule(many);

        pass(59);
        assertThat(due(schedule)).hasSizeBetween(11_800, 11_801);
        pass(1);
        assertThat(due(schedule)).hasSizeBetween(199, 200);
    }

    @Test
    void isDueAnIntervalAfterItsLastScanStarted() throws Exception {
        Schedule schedule = schedule(A);
        Scan first = take(schedule);

        pass(40);
        end(schedule, first);
        pass(19);
        assertThat(due(schedule)).isEmpty();
        pass(1);
        assertThat(due(schedule)).hasSize(1);
    }

    @Test
    void aScanThatHasEndedIsNotKeptByThoseThatBeganWithIt() throws Exception {
        Schedule schedule = schedule(A, B);
        passMs(5);

        Released.awaitThat(endFirstOfTwo(schedule));
        assertThat(count(schedule, ConnectionState.SCANNING)).isEqualTo(1);
    }

    /** In a method of its own: no variable of the test may hold the scan. */
    private WeakReference<Scan> endFirstOfTwo(Schedule schedule) throws Exception {
        List<Scan> begun = due(schedule);
        assertThat(begun).hasSize(2);
        end(schedule, begun.get(0));
        return new WeakReference<>(begun.get(0));
    }

    @Test
    void saysThatNothingIsDueWhileAllWaitOrRun() throws Exception {
        pace = pace(1);
        Schedule schedule = schedule(A, B);
        pass(1);
        assertThat(schedule.isDue()).isTrue();
        Scan a = take(schedule);
        assertThat(schedule.isDue()).as("B has to wait for the worker").isFalse();
        end(schedule, a);
        assertThat(schedule.isDue()).isTrue();
        end(schedule, take(schedule));
        assertThat(due(schedule)).as("no sweep is due").isEmpty();

        assertThat(schedule.isDue()).isFalse();
        ours.foreign.add(A);
        pass(60);
        assertThat(schedule.isDue()).as("B is due").isTrue();
        ours.foreign.add(B);
        assertThat(schedule.isDue()).as("both are another replica's").isFalse();
    }

    @Test
    void neverOverlapsItself() throws Exception {
        Schedule schedule = schedule(A);
        Scan first = take(schedule);

        pass(600);
        assertThat(due(schedule)).isEmpty();
        end(schedule, first);
        assertThat(due(schedule)).hasSize(1);
        assertThat(due(schedule)).isEmpty();
    }

    /** A tick must not cost more, the more connections wait for a worker. */
    @Test
    void looksAtNoMoreConnectionsThanItBegins() {
        pace = pace(10);
        Schedule schedule = schedule(IntStream.range(0, 1_000)
                .mapToObj(i -> new Connection(null, "conn_" + i))
                .toArray(Connection[]::new));
        pass(60);
        ours.asked = 0;

        assertThat(due(schedule)).hasSize(10);

        assertThat(ours.asked).isLessThan(50);
    }

    @Test
    void thoseThatCannotBeginTakeNoWorkerFromOthers() throws Exception {
        pace = pace(1);
        Schedule schedule = schedule(A, B, C);
        ours.silent.add(A);
        ours.failing.add(B);
        pass(1);

        assertThat(connections(schedule)).containsExactly(C);
    }

    @Test
    void startsNoMoreThanThereAreWorkers() throws Exception {
        pace = pace(2);
        Schedule schedule = schedule(A, B, C);

        pass(1);
        List<Scan> first = due(schedule);
        assertThat(first).hasSize(2);
        assertThat(due(schedule)).isEmpty();

        end(schedule, first.get(0));
        assertThat(connections(schedule)).containsExactly(C);
    }

    @Test
    void takesTheLongestOverdueFirst() throws Exception {
        pace = pace(1);
        Schedule schedule = schedule(A, B);
        Scan a = take(schedule);
        pass(10);
        end(schedule, a);
        Scan b = take(schedule);
        assertThat(b.getConnection()).isEqualTo(B);
        pass(600);
        end(schedule, b);

        assertThat(take(schedule).getConnection()).isEqualTo(A);
    }

    @Test
    void keepsDueWhatIsNotOursYet() {
        ours.foreign.add(A);
        Schedule schedule = schedule(A, B);

        pass(1);
        assertThat(connections(schedule)).containsExactly(B);
        assertThat(count(schedule, ConnectionState.WAITING)).isEqualTo(1);
        ours.foreign.clear();
        assertThat(connections(schedule)).containsExactly(A);
    }

    @Test
    void countsHowScansEnd() throws Exception {
        Schedule schedule = schedule(A, B, C);
        pass(1);
        List<Scan> scans = due(schedule);

        end(schedule, scans.get(0));
        schedule.ended(scans.get(1));
        schedule.failed(scans.get(2), new Refusal(Failure.Remedy.RETRY, null));

        assertThat(scans("completed")).isEqualTo(1);
        assertThat(scans("stopped")).isEqualTo(1);
        assertThat(scans("refused")).isEqualTo(1);
        assertThat(count(schedule, ConnectionState.SCANNING)).isZero();
    }

    @Test
    void aConnectionThatCannotBeginKeepsNoOtherFromIt() {
        Schedule schedule = schedule(A, B, C);
        pass(1);
        ours.failing.add(B);

        assertThat(connections(schedule)).containsExactly(A, C);
        assertThat(schedule.status())
                .filteredOn(one -> one.failures() > 0)
                .singleElement()
                .satisfies(one -> {
                    assertThat(one.connection()).isEqualTo(B);
                    assertThat(one.outcome()).isEqualTo("not-begun");
                });

        ours.failing.clear();
        assertThat(due(schedule)).as("it is not tried twenty times a second").isEmpty();
        pass(600);
        assertThat(connections(schedule)).containsExactly(B);
    }

    @Test
    void aLongerIntervalPutsOffNeitherAFirstScanNorOneThatHasPaused() throws Exception {
        pace = pace(1);
        Schedule schedule = schedule(A, B);
        Scan a = take(schedule);
        pass(2);
        SampleScans.take(a, page("c1"));
        assertThat(a.isGoingOn()).as("B waits").isFalse();
        schedule.ended(a);
        schedule.poll(Stream.of(A, B)
                .map(one -> new ConnectionSettings(one, Duration.ofDays(1), MediaFilter.ALL, false))
                .toList());

        Scan b = take(schedule);
        assertThat(b.getConnection()).isEqualTo(B);
        end(schedule, b);
        assertThat(take(schedule)).isSameAs(a);
    }

    @Test
    void aSuspensionForALongIntervalEndsSoonByAShorterOne() {
        Schedule schedule = schedule();
        schedule.poll(List.of(new ConnectionSettings(A, Duration.ofDays(2), MediaFilter.ALL, false)));
        schedule.failed(take(schedule), new Refusal(Failure.Remedy.SUSPEND, null));
        pass(3600);
        assertThat(due(schedule)).as("it is not due sooner than its interval").isEmpty();

        schedule.poll(List.of(new ConnectionSettings(A, Duration.ofSeconds(30), MediaFilter.ALL, false)));
        pass(600);
        assertThat(connections(schedule)).containsExactly(A);
    }

    @Test
    void isScannedAtOnceIfSomebodyAsksForIt() throws Exception {
        Schedule schedule = schedule(A, B);
        pass(1);
        for (Scan scan : schedule.takeDue()) {
            end(schedule, scan);
        }

        assertThat(schedule.pollNow(A::equals)).isEqualTo(1);
        assertThat(connections(schedule)).containsExactly(A);
        assertThat(connections(schedule)).as("once").isEmpty();
    }

    @Test
    void isScannedAgainIfSomebodyAsksWhileAScanRuns() throws Exception {
        Schedule schedule = schedule(A);
        Scan first = take(schedule);

        schedule.pollNow(any -> true);
        assertThat(schedule.takeDue()).as("it never overlaps itself").isEmpty();
        end(schedule, first);
        end(schedule, take(schedule));
        assertThat(schedule.takeDue()).as("once").isEmpty();
    }

    @Test
    void isScannedBeforeItsBackoffEndsIfSomebodyAsksForIt() {
        Schedule schedule = schedule(A);
        schedule.failed(take(schedule), new Refusal(Failure.Remedy.SUSPEND, null));
        assertThat(schedule.takeDue()).isEmpty();

        schedule.pollNow(any -> true);
        assertThat(connections(schedule)).containsExactly(A);
    }

    @Test
    void nobodyScansWhatIsPausedOrAnotherReplicas() {
        Schedule schedule = schedule();
        schedule.poll(List.of(
                new ConnectionSettings(A, Duration.ofSeconds(60), MediaFilter.ALL, true), SampleScans.settings(B)));
        ours.elsewhere.add(B);

        assertThat(schedule.pollNow(any -> true)).isZero();
        assertThat(schedule.takeDue()).isEmpty();
    }

    @Test
    void withoutAnIntervalItIsScannedOnlyOnDemand() throws Exception {
        Schedule schedule = schedule();
        schedule.poll(List.of(onDemand()));
        pass(Duration.ofDays(400).toSeconds());
        assertThat(schedule.takeDue()).isEmpty();

        schedule.pollNow(any -> true);
        Scan scan = take(schedule);
        SampleScans.take(scan, page("1"));
        schedule.failed(scan, new Refusal(Failure.Remedy.SUSPEND, null));
        pass(30);
        end(schedule, take(schedule));
        pass(Duration.ofDays(400).toSeconds());
        assertThat(schedule.takeDue()).isEmpty();
    }

    @Test
    void anIntervalThatIsSetLaterMakesItDue() {
        Schedule schedule = schedule();
        schedule.poll(List.of(onDemand()));
        schedule.poll(List.of(SampleScans.settings(A)));

        assertThat(connections(schedule)).containsExactly(A);
    }

    private static ConnectionSettings onDemand() {
        return new ConnectionSettings(A, ConnectionSettings.ON_DEMAND, MediaFilter.ALL, false);
    }

    @Test
    void hasNothingToDoWithoutConnections() {
        assertThat(schedule().takeDue()).isEmpty();
    }

    @Test
    void stretchesTheIntervalOfAnIdleConnectionUntilThereAreNews() throws Exception {
        pace = new Pace(
                10, Optional.of(Duration.ofSeconds(200)), 100, 60, OptionalInt.empty(), 0, Duration.ofMinutes(10));
        Schedule schedule = schedule(A);

        for (int seconds : new int[] {120, 200, 200}) {
            end(schedule, take(schedule));
            pass(seconds - 1);
            assertThat(due(schedule)).isEmpty();
            pass(1);
        }
        Scan scan = take(schedule);
        scan.tally().countPublished(1);
        end(schedule, scan);
        pass(60);
        assertThat(due(schedule)).hasSize(1);
    }

    @Test
    void cutsALongScanIntoSlicesWhereOthersWait() throws Exception {
        pace = pace(1);
        Schedule schedule = schedule(A, B);
        Scan a = take(schedule);
        for (int page = 1; page < 100; page++) {
            SampleScans.take(a, page("c" + page));
            assertThat(a.isGoingOn()).isTrue();
        }
        SampleScans.take(a, page("c100"));
        assertThat(a.isGoingOn()).as("nobody waits yet").isTrue();
        pass(1);
        SampleScans.take(a, page("c101"));
        assertThat(a.isGoingOn()).isFalse();
        schedule.ended(a);

        Scan b = take(schedule);
        assertThat(b.getConnection()).isEqualTo(B);
        end(schedule, b);
        assertThat(take(schedule)).isSameAs(a);
        assertThat(a.isGoingOn()).isTrue();
        assertThat(scans("completed")).as("only b's").isEqualTo(1);
    }

    @Test
    void keepsToTheRequestBudgetOfEachConnection() throws Exception {
        pace = new Pace(10, Optional.empty(), 100, 60, OptionalInt.of(6), 2, Duration.ofMinutes(10));
        Schedule schedule = schedule(A);
        Scan a = take(schedule);
        SampleScans.take(a, page("1"));
        assertThat(a.isGoingOn()).isTrue();
        SampleScans.take(a, page("2"));
        assertThat(a.isGoingOn()).as("its two requests are made").isFalse();
        schedule.ended(a);

        passMs(9_900);
        assertThat(due(schedule)).isEmpty();
        passMs(100);
        assertThat(take(schedule)).isSameAs(a);
    }

    @Test
    void sweepsPageByPageAndPaced() throws Exception {
        ours.sweepsDue.add(A);
        Schedule schedule = schedule(A);
        end(schedule, take(schedule));

        Scan sweep = take(schedule);
        assertThat(sweep.plan().kind()).isEqualTo(ScanKind.SWEEP);
        SampleScans.take(sweep, page("1"));
        assertThat(sweep.isGoingOn()).isFalse();
        schedule.ended(sweep);

        passMs(999);
        assertThat(due(schedule)).isEmpty();
        passMs(1);
        assertThat(take(schedule)).isSameAs(sweep);
        end(schedule, sweep);
        ours.sweepsDue.clear();
        pass(1);
        assertThat(due(schedule)).as("nothing is left to sweep").isEmpty();
    }

    @Test
    void aSweepYieldsToItsConnectionsScanForNewsAndGoesOnAfterIt() throws Exception {
        ours.sweepsDue.add(A);
        Schedule schedule = schedule(A);
        end(schedule, take(schedule));
        Scan sweep = take(schedule);
        SampleScans.take(sweep, page("1"));
        schedule.ended(sweep);

        pass(60);
        Scan news = take(schedule);
        assertThat(news.plan().kind()).isEqualTo(ScanKind.INCREMENTAL);
        end(schedule, news);
        assertThat(take(schedule)).isSameAs(sweep);
    }

    @Test
    void sweepsOnlyWithWorkersThatNobodyElseWants() throws Exception {
        pace = pace(1);
        ours.sweepsDue.add(A);
        Schedule schedule = schedule(A, B);
        Scan a = take(schedule);
        pass(1);
        end(schedule, a);

        Scan b = take(schedule);
        assertThat(b.getConnection()).isEqualTo(B);
        end(schedule, b);
        assertThat(take(schedule).plan().kind()).isEqualTo(ScanKind.SWEEP);
    }

    @Test
    void waitsLongerAfterEachFailure() {
        Schedule schedule = schedule(A);

        for (int seconds : new int[] {1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 600, 600}) {
            schedule.failed(take(schedule), new Refusal(Failure.Remedy.RETRY, null));
            passMs(seconds * 500L - 1);
            assertThat(due(schedule)).isEmpty();
            passMs(1);
        }
        assertThat(due(schedule)).as("chance is one half here").hasSize(1);
    }

    @Test
    void waitsAsLongAsTheApiAsked() {
        Schedule schedule = schedule(A);
        schedule.failed(take(schedule), new Refusal(Failure.Remedy.RETRY, Duration.ofSeconds(77)));

        pass(76);
        assertThat(due(schedule)).isEmpty();
        pass(1);
        assertThat(due(schedule)).hasSize(1);
    }

    @Test
    void triesASuspendedConnectionRarely() {
        Schedule schedule = schedule(A);

        for (int seconds : new int[] {60, 60, 120, 240, 480, 600}) {
            schedule.failed(take(schedule), new Refusal(Failure.Remedy.SUSPEND, null));
            assertThat(count(schedule, ConnectionState.SUSPENDED)).isEqualTo(1);
            pass(seconds - 1);
            assertThat(due(schedule)).isEmpty();
            pass(1);
        }
    }

    @Test
    void triesSuspendedConnectionsAtOnceWhereTheKeyHasChanged() {
        Schedule schedule = schedule(A, B);
        pass(1);
        List<Scan> scans = due(schedule);
        schedule.failed(scans.get(0), new Refusal(Failure.Remedy.SUSPEND, null));
        schedule.failed(scans.get(1), new Refusal(Failure.Remedy.RETRY, Duration.ofSeconds(30)));

        keyChanges++;
        assertThat(connections(schedule)).containsExactly(A);
    }

    /** Where its full capacity returns with the present second, an API says so; it would be asked at each tick. */
    @Test
    void waitsLongerEachTimeThoughTheApiAsksForNoWait() {
        Schedule schedule = schedule(A);
        for (int ms : new int[] {500, 1000, 2000}) {
            schedule.failed(take(schedule), new Refusal(Failure.Remedy.RETRY, Duration.ZERO));
            passMs(ms - 1L);
            assertThat(due(schedule)).isEmpty();
            passMs(1);
        }
    }

    @Test
    void aSweepThatFailsAgainAndAgainWaitsLongerEachTimeAndPutsNoScanForNewsOffOrForward() throws Exception {
        ours.sweepsDue.add(A);
        Schedule schedule = schedule(A);
        end(schedule, take(schedule));
        int sweeps = 0;
        int scans = 0;
        for (int second = 0; second < 600; second++) {
            for (Scan scan : due(schedule)) {
                if (scan.plan().kind() == ScanKind.SWEEP) {
                    sweeps++;
                    schedule.failed(scan, new Refusal(Failure.Remedy.RETRY, null));
                } else {
                    scans++;
                    end(schedule, scan);
                }
            }
            pass(1);
        }
        assertThat(scans).isEqualTo(9);
        assertThat(sweeps).isBetween(8, 12);
        assertThat(troubles(schedule)).singleElement().asString().startsWith("a: waiting, refused, ");
    }

    @Test
    void leavesWorkersForNewsWhateverSweepsDo() throws Exception {
        pace = pace(2);
        ours.sweepsDue.addAll(List.of(A, B, C));
        Schedule schedule = schedule(A, B, C);
        for (int i = 0; i < 3; i++) {
            pass(1);
            for (Scan scan : due(schedule)) {
                if (scan.plan().kind() != ScanKind.SWEEP) {
                    end(schedule, scan);
                }
            }
        }
        assertThat(count(schedule, ConnectionState.SCANNING)).isEqualTo(1);
    }

    @Test
    void aSlowScanYieldsAfterASecondWhereOthersWait() throws Exception {
        pace = pace(1);
        Schedule schedule = schedule(A, B);
        Scan a = take(schedule);
        passMs(999);
        SampleScans.take(a, page("1"));
        assertThat(a.isGoingOn()).isTrue();
        passMs(1);
        SampleScans.take(a, page("2"));
        assertThat(a.isGoingOn()).isFalse();
    }

    @Test
    void aScanByOtherSettingsEndsWithItsPageAndForGood() throws Exception {
        Schedule schedule = schedule(A);
        Scan old = take(schedule);
        Connection renamed = new Connection("renamed", A.id());
        schedule.poll(List.of(SampleScans.settings(renamed)));

        SampleScans.take(old, page("1"));
        assertThat(old.isGoingOn()).isFalse();
        schedule.ended(old);
        Scan next = take(schedule);
        assertThat(next).isNotSameAs(old);
        assertThat(next.getConnection().name()).isEqualTo("renamed");
    }

    @Test
    void countsAScanThatEndsTwiceOnce() throws Exception {
        Schedule schedule = schedule(A, B);
        pass(1);
        List<Scan> both = due(schedule);
        end(schedule, both.get(0));
        schedule.failed(both.get(0), new IOException("too late"));

        assertThat(count(schedule, ConnectionState.SCANNING)).isEqualTo(1);
        assertThat(count(schedule, ConnectionState.FAILING)).isZero();
    }

    @Test
    void whatKafkaDidNotTakeIsTriedAgainSoon() {
        Schedule schedule = schedule(A);
        schedule.failed(take(schedule), new TimeoutException("no broker"));

        assertThat(due(schedule)).isEmpty();
        pass(2);
        assertThat(due(schedule)).hasSize(1);
        assertThat(scans("not-published")).isEqualTo(1);
    }

    @Test
    void aBackfillWithoutTheApisTimeIsAFailure() throws Exception {
        ours.state = ScanState.NONE;
        Schedule schedule = schedule(A);
        Scan scan = take(schedule);
        SampleScans.commit(scan, ScanState.NONE, new MediaPage(List.of(), null, null));
        schedule.ended(scan);

        assertThat(meters.counter("vault.scans", "kind", "backfill", "outcome", "no-api-time")
                        .count())
                .isEqualTo(1);
        assertThat(due(schedule)).isEmpty();
        assertThat(count(schedule, ConnectionState.FAILING)).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(Failure.Remedy.class)
    void forgetsTheCursorOnlyWhereItIsOfNoUse(Failure.Remedy remedy) {
        Schedule schedule = schedule(A);
        Scan scan = take(schedule);
        schedule.failed(scan, new Refusal(remedy, null));

        assertThat(ours.startedOver.contains(scan)).isEqualTo(remedy == Failure.Remedy.START_OVER);
    }

    @Test
    void namesWhoIsInTrouble() throws Exception {
        Schedule schedule = schedule(A, B);
        pass(1);
        List<Scan> scans = due(schedule);
        schedule.failed(scans.get(0), new Refusal(Failure.Remedy.RETRY, Duration.ZERO));
        schedule.failed(scans.get(1), new Refusal(Failure.Remedy.SUSPEND, null));
        assertThat(troubles(schedule)).containsExactly("b: suspended, refused, 1");

        for (int failures = 2; failures <= 3; failures++) {
            pass(9);
            schedule.failed(take(schedule), new Refusal(Failure.Remedy.RETRY, Duration.ZERO));
        }
        assertThat(troubles(schedule)).containsExactly("a: failing, refused, 3", "b: suspended, refused, 1");
        pass(9);
        end(schedule, take(schedule));
        assertThat(troubles(schedule)).containsExactly("b: suspended, refused, 1");
    }

    @Test
    void pollsWhatIsAddedAndNotWhatIsRemovedOrPaused() throws Exception {
        Schedule schedule = schedule(A, B);
        pass(1);
        List<Scan> scans = due(schedule);
        schedule.poll(List.of(SampleScans.settings(A), SampleScans.settings(C)));
        assertThat(connections(schedule)).containsExactly(C);

        SampleScans.take(scans.get(1), page("next"));
        assertThat(scans.get(1).isGoingOn()).as("b's scan ends with its page").isFalse();
        schedule.ended(scans.get(1));
        assertThat(schedule.status().size()).isEqualTo(2);

        schedule.poll(List.of(new ConnectionSettings(A, Duration.ofSeconds(60), MediaFilter.ALL, true)));
        end(schedule, scans.get(0));
        pass(600);
        assertThat(due(schedule)).isEmpty();
        assertThat(count(schedule, ConnectionState.PAUSED)).isEqualTo(1);

        schedule.poll(List.of(SampleScans.settings(A)));
        assertThat(connections(schedule)).containsExactly(A);
    }

    @Test
    void goesByAChangedIntervalFromTheLastStartOn() throws Exception {
        Schedule schedule = schedule(A);
        end(schedule, take(schedule));
        schedule.poll(List.of(new ConnectionSettings(A, Duration.ofSeconds(5), MediaFilter.ALL, false)));

        pass(4);
        assertThat(due(schedule)).isEmpty();
        pass(1);
        assertThat(due(schedule)).hasSize(1);
    }

    @Test
    void aScanThatWasNotSentIsDueAgainAndOneThatWasSentRuns() {
        Schedule schedule = schedule(A, B);
        pass(1);
        List<Scan> begun = due(schedule);
        schedule.sent(begun.get(0));

        schedule.takeBack(new RejectedExecutionException());

        assertThat(count(schedule, ConnectionState.SCANNING)).isEqualTo(1);
        assertThat(connections(schedule)).containsExactly(B);
        assertThat(scans("stopped")).isEqualTo(1);
    }

    @Test
    void aScanThatCannotBeSentFailsAndIsTriedAgain() {
        Schedule schedule = schedule(A);
        take(schedule);

        schedule.takeBack(new IllegalStateException("Queue full"));

        assertThat(schedule.status()).singleElement().satisfies(one -> {
            assertThat(one.state()).isEqualTo(ConnectionState.FAILING);
            assertThat(one.outcome()).isEqualTo("fault");
        });
        pass(1);
        assertThat(connections(schedule)).containsExactly(A);
    }

    @Test
    void reportsOnlyConnectionsWhoseShardsThisReplicaHas() {
        Schedule schedule = schedule(A, B);
        schedule.failed(take(schedule), new Refusal(Failure.Remedy.SUSPEND, null));
        ours.elsewhere.add(A);
        ours.foreign.add(B);

        assertThat(schedule.status())
                .as("b's shard is only being opened")
                .extracting(ConnectionStatus::connection)
                .containsExactly(B);
    }

    @Test
    void aConnectionThatComesBackFromAnotherReplicaIsDueAndNothingIsHeldAgainstIt() {
        Schedule schedule = schedule(A);
        schedule.failed(take(schedule), new Refusal(Failure.Remedy.SUSPEND, null));
        pass(59);
        ours.elsewhere.add(A);
        assertThat(due(schedule)).isEmpty();
        ours.elsewhere.clear();

        assertThat(schedule.status()).singleElement().satisfies(one -> {
            assertThat(one.state()).isEqualTo(ConnectionState.WAITING);
            assertThat(one.failures()).isZero();
            assertThat(one.verifiedUpTo()).isNull();
        });
        pass(1);
        assertThat(connections(schedule)).containsExactly(A);
    }

    @Test
    void knowsUpToWhenAConnectionIsComplete() throws Exception {
        Schedule schedule = schedule(A);
        assertThat(verifiedUpTo(schedule)).as("nothing is known yet").isNull();
        Scan scan = take(schedule);
        assertThat(verifiedUpTo(schedule)).as("the ledger's watermark").isEqualTo(NOW);
        SampleScans.commit(scan, ours.state, new MediaPage(List.of(), null, NOW.plusSeconds(900)));
        schedule.ended(scan);
        assertThat(verifiedUpTo(schedule)).isEqualTo(NOW.plusSeconds(300));

        pass(60);
        ours.state = SampleScans.upTo(NOW.plusSeconds(300));
        schedule.failed(take(schedule), new Refusal(Failure.Remedy.RETRY, null));
        assertThat(verifiedUpTo(schedule)).as("it stands still").isEqualTo(NOW.plusSeconds(300));
    }

    @Test
    void aConnectionThatWasNeverReadToItsEndIsKnownCompleteUpToNothing() throws Exception {
        ours.state = ScanState.NONE;
        Schedule schedule = schedule(A);
        Scan scan = take(schedule);
        assertThat(verifiedUpTo(schedule)).isEqualTo(Instant.EPOCH);
        SampleScans.commit(scan, ScanState.NONE, new MediaPage(List.of(), null, null));
        schedule.ended(scan);

        assertThat(verifiedUpTo(schedule)).as("the API told no time").isEqualTo(Instant.EPOCH);
    }

    @Test
    void aNewKeyEndsTheSuspensionThatASweepCaused() throws Exception {
        ours.sweepsDue.add(A);
        Schedule schedule = schedule();
        schedule.poll(List.of(new ConnectionSettings(A, Duration.ofHours(6), MediaFilter.ALL, false)));
        end(schedule, take(schedule));
        pass(6 * 3600 - 1);
        schedule.failed(take(schedule), new Refusal(Failure.Remedy.SUSPEND, null));
        assertThat(count(schedule, ConnectionState.SUSPENDED)).isEqualTo(1);
        pass(2);
        assertThat(due(schedule)).as("news would be refused as well").isEmpty();

        keyChanges++;
        Scan news = take(schedule);
        assertThat(news.plan().kind()).isEqualTo(ScanKind.INCREMENTAL);
        end(schedule, news);
        assertThat(take(schedule).plan().kind()).isEqualTo(ScanKind.SWEEP);
    }

    @Test
    void aScanThatWasRefusedByTheOldKeyIsTriedAtOnceByTheNewOne() {
        Schedule schedule = schedule(A);
        Scan old = take(schedule);
        keyChanges++;
        assertThat(due(schedule)).isEmpty();
        schedule.failed(old, new Refusal(Failure.Remedy.SUSPEND, null));

        Scan next = take(schedule);
        schedule.failed(next, new Refusal(Failure.Remedy.SUSPEND, null));
        assertThat(due(schedule)).as("the new key is refused, too").isEmpty();
    }

    @Test
    void aRefusalCountsForMoreThanAnyNumberOfFailedSweeps() throws Exception {
        ours.sweepsDue.add(A);
        Schedule schedule = schedule(A);
        end(schedule, take(schedule));
        for (int i = 0; i < 3; i++) {
            schedule.failed(take(schedule), new Refusal(Failure.Remedy.RETRY, null, "timeout"));
            pass(5);
        }
        pass(60);
        due(schedule).forEach(scan -> schedule.failed(scan, new Refusal(Failure.Remedy.SUSPEND, null)));

        assertThat(schedule.status())
                .singleElement()
                .extracting(ConnectionStatus::outcome)
                .isEqualTo("refused");
    }

    /** What a recheck asks for, nothing else does. */
    @Test
    void aRecheckThatTheApiRejectsDelaysNoScanForNews() throws Exception {
        ours.rechecksDue.add(A);
        Schedule schedule = schedule(A);
        end(schedule, take(schedule));
        pass(59);
        Scan recheck = take(schedule);
        assertThat(recheck.plan().kind()).isEqualTo(ScanKind.RECHECK);
        schedule.failed(recheck, new ApiException(ApiException.Kind.REJECTED, "the API answered 400"));
        assertThat(ours.startedOver).containsExactly(recheck);
        assertThat(count(schedule, ConnectionState.SUSPENDED)).isZero();

        pass(1);
        assertThat(take(schedule).plan().kind()).isEqualTo(ScanKind.INCREMENTAL);
    }

    @Test
    void aKeyThatIsRefusedToARecheckDelaysAllScansAndTheRecheckIsDoneLater() throws Exception {
        ours.rechecksDue.add(A);
        Schedule schedule = schedule(A);
        end(schedule, take(schedule));
        pass(59);
        schedule.failed(take(schedule), new ApiException(ApiException.Kind.UNAUTHORIZED, "the API answered 401"));

        assertThat(ours.startedOver).isEmpty();
        assertThat(count(schedule, ConnectionState.SUSPENDED)).isEqualTo(1);
        pass(1);
        assertThat(due(schedule)).isEmpty();
    }

    @Test
    void anUnexpectedExceptionIsAFaultWithItsStackTraceLoggedOnce() {
        NullPointerException fault = new NullPointerException();
        Schedule schedule = schedule(A);
        try (LogLines log = LogLines.of(Schedule.class)) {
            schedule.failed(take(schedule), new CamelExchangeException("splitting", null, fault));

            assertThat(log.lines(Level.ERROR))
                    .singleElement()
                    .asString()
                    .contains(" of a, ", "java.lang.NullPointerException");
            assertThat(log.lines(Level.WARN)).isEmpty();
            assertThat(log.thrown()).singleElement().satisfies(thrown -> assertThat(thrown)
                    .hasRootCause(fault));
        }
        assertThat(scans("fault")).isEqualTo(1);
    }

    @Test
    void aKnownFailureIsFoundInWhatWrapsIt() {
        Schedule schedule = schedule(A);
        try (LogLines log = LogLines.of(Schedule.class)) {
            Exception known = new Refusal(Failure.Remedy.RETRY, null);
            schedule.failed(take(schedule), new CamelExchangeException("splitting", null, known));

            assertThat(log.lines(Level.WARN)).singleElement().asString().endsWith("s: no");
            assertThat(log.thrown()).isEmpty();
        }
        assertThat(scans("refused")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void countsAScanThatAnEditCutsOff(boolean whileItRuns) throws Exception {
        pace = pace(1);
        Schedule schedule = schedule(A, B);
        Scan a = take(schedule);
        pass(2);
        SampleScans.take(a, page("c1"));
        assertThat(a.isGoingOn()).as("B waits").isFalse();
        if (!whileItRuns) {
            schedule.ended(a);
        }
        schedule.poll(List.of(SampleScans.settings(new Connection("renamed", A.id())), SampleScans.settings(B)));
        if (whileItRuns) {
            schedule.ended(a);
        }

        assertThat(scans("stopped")).isEqualTo(1);
        assertThat(connections(schedule)).doesNotContain(a.getConnection()).hasSize(1);
        assertThat(scans("stopped")).as("once").isEqualTo(1);
    }

    @Test
    void aScanThatEndsTwiceIsCountedOnce() throws Exception {
        Schedule schedule = schedule(A);
        Scan scan = take(schedule);
        end(schedule, scan);
        schedule.failed(scan, new Refusal(Failure.Remedy.RETRY, null));

        assertThat(scans("completed")).isEqualTo(1);
        assertThat(scans("refused")).isZero();
    }

    @Test
    void aLedgerThatFailsToForgetACursorKeepsNoTurnOpen() {
        ours.failsToForget = true;
        Schedule schedule = schedule(A);
        schedule.failed(take(schedule), new Refusal(Failure.Remedy.START_OVER, null));

        assertThat(count(schedule, ConnectionState.FAILING)).isEqualTo(1);
    }

    /** A log may be slow: meanwhile others go on. */
    @Test
    void reportsWithoutHoldingItsLock() throws Exception {
        AtomicReference<Schedule> schedule = new AtomicReference<>();
        AtomicInteger reports = new AtomicInteger();
        ScanListener asksBack = new SilentListener() {
            @Override
            public void scanEnded(Scan scan, String outcome) {
                CompletableFuture.supplyAsync(schedule.get()::status)
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
                reports.incrementAndGet();
            }
        };
        schedule.set(new Schedule(pace, ours, asksBack, () -> now, () -> 0.5, () -> keyChanges));
        schedule.get().poll(Stream.of(A, B, C).map(SampleScans::settings).toList());
        pass(1);
        List<Scan> scans = schedule.get().takeDue();
        end(schedule.get(), scans.get(0));
        schedule.get().failed(scans.get(1), new Refusal(Failure.Remedy.RETRY, null));
        schedule.get().failed(scans.get(2), new Refusal(Failure.Remedy.LEAVE, null));

        assertThat(reports).hasValue(3);
    }

    /** An outage must not bury what else is logged. */
    @Test
    void saysOnceWhatHundredsOfConnectionsShare() throws Exception {
        Connection[] many = IntStream.range(0, 400)
                .mapToObj(i -> new Connection("c" + i, "conn_" + i))
                .toArray(Connection[]::new);
        pace = pace(400);
        Schedule schedule = schedule(many);
        try (LogLines log = LogLines.of(Schedule.class)) {
            for (int tick = 0; tick < 300; tick++) {
                passMs(100);
                due(schedule).forEach(scan -> schedule.failed(scan, new Refusal(Failure.Remedy.RETRY, null)));
            }
            assertThat(scans("refused")).isGreaterThan(1000);
            assertThat(log.lines(Level.WARN)).hasSizeLessThan(8);
            assertThat(log.lines(Level.WARN))
                    .filteredOn(line -> line.startsWith("400 connections fail with refused"))
                    .hasSize(1);

            pass(600);
            for (Scan scan : due(schedule)) {
                end(schedule, scan);
            }
            assertThat(log.lines(Level.INFO)).singleElement().asString().contains("over", "400");
        }
    }

    @Test
    void connectionsThatFailAfterTheirRemovalShareNoOutage() {
        Connection[] many = IntStream.range(0, 20)
                .mapToObj(i -> new Connection("c" + i, "conn_" + i))
                .toArray(Connection[]::new);
        pace = pace(20);
        Schedule schedule = schedule(many);
        pass(1);
        List<Scan> running = due(schedule);
        schedule.poll(List.of());
        try (LogLines log = LogLines.of(Schedule.class)) {
            running.forEach(scan -> schedule.failed(scan, new Refusal(Failure.Remedy.RETRY, null)));
            assertThat(log.lines(Level.WARN)).hasSize(20).noneMatch(line -> line.contains("connections fail"));
        }
    }

    @Test
    void aFailedLookForDueConnectionsIsLoggedOnceAMinute() {
        Schedule schedule = schedule(A);
        try (LogLines log = LogLines.of(Schedule.class)) {
            for (int tick = 0; tick < 100; tick++) {
                schedule.takeBack(new NullPointerException());
                passMs(50);
            }
            assertThat(log.thrown()).hasSize(1);
            pass(60);
            schedule.takeBack(new NullPointerException());
            assertThat(log.thrown()).hasSize(2);
        }
    }

    private static Instant verifiedUpTo(Schedule schedule) {
        return schedule.status().get(0).verifiedUpTo();
    }

    private Schedule schedule(Connection... connections) {
        Schedule schedule = new Schedule(pace, ours, new VaultMetrics(meters), () -> now, () -> 0.5, () -> keyChanges);
        schedule.poll(Stream.of(connections).map(SampleScans::settings).toList());
        return schedule;
    }

    private static Pace pace(int workers) {
        return new Pace(workers, Optional.empty(), 100, 60, OptionalInt.empty(), 0, Duration.ofMinutes(10));
    }

    private static long count(Schedule schedule, ConnectionState state) {
        return schedule.status().stream().filter(c -> c.state() == state).count();
    }

    private static List<String> troubles(Schedule schedule) {
        return schedule.status().stream()
                .filter(ConnectionStatus::isInTrouble)
                .map(c -> c.connection() + ": " + c.state().label() + ", " + c.outcome() + ", " + c.failures())
                .toList();
    }

    /** As the route does: it takes what is due only if something is. */
    private static List<Scan> due(Schedule schedule) {
        boolean isDue = schedule.isDue();
        List<Scan> taken = schedule.takeDue();
        assertThat(isDue || taken.isEmpty())
                .as("a tick that finds nothing due is no message")
                .isTrue();
        return taken;
    }

    private static List<Connection> connections(Schedule schedule) {
        return due(schedule).stream().map(Scan::getConnection).toList();
    }

    private static Scan take(Schedule schedule) {
        List<Scan> due = due(schedule);
        assertThat(due).hasSize(1);
        return due.get(0);
    }

    private static void end(Schedule schedule, Scan scan) throws Exception {
        SampleScans.commit(scan, SampleScans.upTo(NOW), page(null));
        schedule.ended(scan);
    }

    private static MediaPage page(String nextCursor) {
        return new MediaPage(List.of(), nextCursor, NOW);
    }

    private double scans(String outcome) {
        return meters.counter("vault.scans", "kind", "incremental", "outcome", outcome)
                .count();
    }

    private void pass(long seconds) {
        passMs(seconds * 1000);
    }

    private void passMs(long ms) {
        now += Duration.ofMillis(ms).toNanos();
    }
}
