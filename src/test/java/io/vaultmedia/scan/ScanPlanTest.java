package io.vaultmedia.scan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ScanPlanTest {

    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");
    private static final Duration OVERLAP = Duration.ofMinutes(10);
    private static final Instant EARLIER = NOW.minusSeconds(3600);

    @Test
    void readsEverythingWhereNothingWasReadToItsEnd() {
        assertThat(ScanPlan.next(null)).isEqualTo(new ScanPlan(ScanKind.BACKFILL, null));
    }

    /** Inclusive: never a millisecond later, or rows that share it would be lost. */
    @Test
    void readsOnFromTheWatermarkItself() {
        assertThat(ScanPlan.next(EARLIER)).isEqualTo(new ScanPlan(ScanKind.INCREMENTAL, EARLIER));
    }

    @Test
    void provesWhatWasStoredBeforeTheOverlap() {
        assertThat(ScanPlan.next(null).conclude(NOW, OVERLAP)).isEqualTo(NOW.minus(OVERLAP));
        assertThat(ScanPlan.next(EARLIER).conclude(NOW, OVERLAP)).isEqualTo(NOW.minus(OVERLAP));
        assertThat(ScanPlan.next(EARLIER).conclude(NOW, Duration.ZERO)).isEqualTo(NOW);
    }

    @Test
    void neverMovesBackByTheOverlap() {
        Instant watermark = NOW.minusSeconds(60);

        assertThat(ScanPlan.next(watermark).conclude(NOW, OVERLAP)).isEqualTo(watermark);
        assertThat(ScanPlan.next(NOW).conclude(NOW, OVERLAP)).isEqualTo(NOW);
    }

    /** An API whose clock was ahead for a moment must not silence its connections until that time has come. */
    @Test
    void dropsAWatermarkThatLiesInTheFuture() {
        assertThat(ScanPlan.next(NOW.plus(Duration.ofDays(365))).conclude(NOW, OVERLAP))
                .isNull();
    }

    @Test
    void keepsAWatermarkThatLiesAheadByNoMoreThanClocksDiffer() {
        Instant ahead = NOW.plusSeconds(30);
        assertThat(ScanPlan.next(ahead).conclude(NOW, Duration.ZERO)).isEqualTo(ahead);
    }

    @Test
    void provesNothingWhereTheApiToldNoTime() {
        assertThat(ScanPlan.next(null).conclude(null, OVERLAP)).isNull();
        assertThat(ScanPlan.next(EARLIER).conclude(null, OVERLAP)).isEqualTo(EARLIER);
    }
}
