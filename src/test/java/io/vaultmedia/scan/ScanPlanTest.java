package io.vaultmedia.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScanPlanTest {

    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");
    private static final Duration OVERLAP = Duration.ofMinutes(10);
    private static final Duration DAY = Duration.ofDays(1);
    private static final Instant EARLIER = NOW.minusSeconds(3600);
    private static final ScanProgress IN_A_SWEEP = new ScanProgress(ScanKind.SWEEP, EARLIER, "c", 3, 300, "");

    @Test
    void readsEverythingWhereNothingWasReadToItsEnd() {
        assertThat(backfill()).isEqualTo(new ScanPlan(ScanKind.BACKFILL, null, null));
    }

    /** Inclusive: never a millisecond later, or rows that share it would be lost. */
    @Test
    void readsOnFromTheWatermarkItself() {
        assertThat(incremental(EARLIER)).isEqualTo(new ScanPlan(ScanKind.INCREMENTAL, EARLIER, null));
    }

    @Test
    void readsFromAnInstantWhereToldSo() {
        assertThat(ScanPlan.next(ScanState.NONE, StartFrom.at(EARLIER)))
                .isEqualTo(new ScanPlan(ScanKind.BACKFILL, EARLIER, null));
    }

    @Test
    void takesOnePageToLearnWhatNowIs() {
        assertThat(ScanPlan.next(ScanState.NONE, StartFrom.NOW))
                .isEqualTo(new ScanPlan(ScanKind.FIRST_LOOK, null, null));
        assertThat(ScanPlan.next(new ScanState(null, EARLIER, null, null), StartFrom.NOW))
                .as("known already")
                .isEqualTo(new ScanPlan(ScanKind.BACKFILL, EARLIER, null));
    }

    @Test
    void provesWhatWasStoredBeforeTheOverlap() {
        assertThat(watermark(backfill(), NOW, OVERLAP)).isEqualTo(NOW.minus(OVERLAP));
        assertThat(watermark(incremental(EARLIER), NOW, OVERLAP)).isEqualTo(NOW.minus(OVERLAP));
        assertThat(watermark(incremental(EARLIER), NOW, Duration.ZERO)).isEqualTo(NOW);
    }

    /** To read more again is harmless; to skip what an API stores whose clock was set back is not. */
    @Test
    void movesBackWithTheApisClock() {
        assertThat(watermark(incremental(NOW.minusSeconds(60)), NOW, OVERLAP)).isEqualTo(NOW.minus(OVERLAP));
        assertThat(watermark(incremental(NOW.plusSeconds(30)), NOW, Duration.ZERO))
                .isEqualTo(NOW);
    }

    /** An API whose clock was ahead for a moment must not silence its connections until that time has come. */
    @Test
    void dropsAWatermarkThatLiesInTheFuture() {
        assertThat(watermark(incremental(NOW.plus(Duration.ofDays(365))), NOW, OVERLAP))
                .isNull();
    }

    @Test
    void takesAStartThatLiesInTheFutureForTheApisPresentTime() {
        ScanState before = new ScanState(EARLIER, NOW.plus(DAY), EARLIER, null);

        assertThat(incremental(EARLIER).conclude(before, NOW, OVERLAP).since()).isEqualTo(NOW);
        assertThat(incremental(EARLIER).conclude(before, null, OVERLAP).since()).isEqualTo(NOW.plus(DAY));
    }

    @Test
    void provesNothingWhereTheApiToldNoTime() {
        assertThat(watermark(backfill(), null, OVERLAP)).isNull();
        assertThat(watermark(incremental(EARLIER), null, OVERLAP)).isEqualTo(EARLIER);
    }

    @Test
    void aScanForNewsLeavesASweepWhereItIs() {
        ScanState before = new ScanState(EARLIER, null, EARLIER, IN_A_SWEEP);

        assertThat(incremental(EARLIER).conclude(before, NOW, OVERLAP))
                .isEqualTo(new ScanState(NOW.minus(OVERLAP), null, EARLIER, IN_A_SWEEP));
    }

    @Test
    void aSweepMovesNoWatermark() {
        ScanState before = new ScanState(EARLIER, null, null, IN_A_SWEEP);
        ScanPlan sweep = ScanPlan.sweep(before, DAY, NOW).orElseThrow();

        assertThat(sweep.conclude(before, NOW, OVERLAP)).isEqualTo(new ScanState(EARLIER, null, NOW, null));
    }

    @Test
    void lookingAgainConcludesNothing() {
        ScanState before = SampleScans.upTo(EARLIER);

        assertThat(ScanPlan.recheck(EARLIER, NOW).conclude(before, NOW, OVERLAP))
                .isEqualTo(before);
    }

    @Test
    void sweepsAnIntervalAfterTheLastScanOverEverything() {
        ScanState state = backfill().conclude(ScanState.NONE, NOW, OVERLAP);

        assertThat(ScanPlan.sweep(state, DAY, NOW.plus(DAY).minusMillis(1))).isEmpty();
        assertThat(ScanPlan.sweep(state, DAY, NOW.plus(DAY))).contains(new ScanPlan(ScanKind.SWEEP, null, null));
    }

    @Test
    void goesOnWithASweepThatWasBegun() {
        assertThat(ScanPlan.sweep(new ScanState(EARLIER, null, NOW, IN_A_SWEEP), DAY, null))
                .isPresent();
    }

    @Test
    void sweepsNothingBeforeTheFirstBackfillHasComeToItsEnd() {
        assertThat(ScanPlan.sweep(ScanState.NONE, DAY, NOW)).isEmpty();
    }

    @Test
    void sweepsWithoutTheApisTimeOnlyWhatWasBegun() {
        assertThat(ScanPlan.sweep(new ScanState(EARLIER, null, null, null), DAY, null))
                .isEmpty();
        assertThat(ScanPlan.sweep(new ScanState(EARLIER, null, null, null), DAY, NOW))
                .isPresent();
    }

    @Test
    void sweepsWhereTheLastOneSeemsToHaveBeenInTheFuture() {
        assertThat(ScanPlan.sweep(SampleScans.upTo(NOW.plus(DAY)), DAY, NOW)).isPresent();
    }

    private static Instant watermark(ScanPlan plan, Instant apiTime, Duration overlap) {
        return plan.conclude(ScanState.NONE, apiTime, overlap).watermark();
    }

    private static ScanPlan backfill() {
        return ScanPlan.next(ScanState.NONE, StartFrom.BEGINNING);
    }

    private static ScanPlan incremental(Instant watermark) {
        return ScanPlan.next(SampleScans.upTo(watermark), StartFrom.BEGINNING);
    }
}
