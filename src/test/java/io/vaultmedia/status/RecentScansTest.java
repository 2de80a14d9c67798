package io.vaultmedia.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.sandbox.api.AdjustableClock;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RecentScansTest {

    private final AdjustableClock clock = AdjustableClock.standingAt(Instant.parse("2026-11-30T12:00:00Z"));
    private final RecentScans recent = new RecentScans(clock);
    private final Scan scan = SampleScans.incremental(new Connection("alice", "conn_alice"), clock.instant());

    @Test
    void countTheVariantsOfTheLastMinute() {
        recent.published(scan, clock.millis());
        clock.advance(Duration.ofSeconds(30));
        recent.published(scan, clock.millis());
        assertThat(recent.perMinute()).isEqualTo(2);

        clock.advance(Duration.ofSeconds(40));
        assertThat(recent.perMinute()).isEqualTo(1);

        clock.advance(Duration.ofHours(1));
        assertThat(recent.perMinute()).isZero();
    }

    @Test
    void rememberSinceWhenScansFail() {
        Instant first = clock.instant();
        recent.failed(scan, "no answer");
        clock.advance(Duration.ofMinutes(1));
        recent.failed(scan, "no answer");
        assertThat(recent.failingSince()).isEqualTo(first);

        recent.ended(scan, "completed");
        assertThat(recent.failingSince()).isNull();
        assertThat(recent.okSince()).isEqualTo(clock.instant());
        assertThat(recent.history()).isEqualTo("xx.");
    }

    @Test
    void rememberSinceWhenAConnectionIsPausedByWhoeverWasFirst() {
        assertThat(recent.pausedSince()).isNull();
        Instant first = clock.instant();
        recent.pausedByFile(true);
        clock.advance(Duration.ofMinutes(1));
        Instant second = clock.instant();
        recent.pausedBySignal(true);
        clock.advance(Duration.ofMinutes(1));
        recent.pausedByFile(true);
        recent.pausedBySignal(true);
        assertThat(recent.pausedSince()).isEqualTo(first);

        recent.pausedByFile(false);
        assertThat(recent.pausedSince()).as("by the signal").isEqualTo(second);
        recent.pausedBySignal(false);
        assertThat(recent.pausedSince()).isNull();
    }

    @Test
    void areThirtyAtMost() {
        for (int i = 0; i < 50; i++) {
            recent.ended(scan, "completed");
        }

        assertThat(recent.history()).hasSize(30);
    }
}
