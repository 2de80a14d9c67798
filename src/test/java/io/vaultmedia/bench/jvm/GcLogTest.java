package io.vaultmedia.bench.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class GcLogTest {
    private static final long MEGA = 1 << 20;

    private final GcLog log = GcLog.parse(List.of(
            "[2026-11-24T12:00:00.000+0000] Using G1",
            "[2026-11-24T12:00:01.000+0000] GC(0) Pause Young (Normal) (G1 Evacuation Pause) 20M->5M(64M) 2.3ms",
            "[2026-11-24T12:00:02.000+0000] GC(1) Pause Full (Diagnostic Command) 10M->4M(64M) 9.0ms",
            "[2026-11-24T12:00:03.000+0000] GC(2) Pause Young (Normal) (G1 Evacuation Pause) 44M->6M(64M) 2.1ms",
            "[2026-11-24T12:00:03.500+0000] GC(3) Concurrent Mark Cycle",
            "[2026-11-24T12:00:04.000+0000] GC(3) Pause Remark 7168K->7168K(64M) 1.0ms",
            "[2026-11-24T12:00:05.000+0000] GC(4) Pause Full (Diagnostic Command) 17M->3M(64M) 9.0ms"));

    @Test
    void readsPausesOnly() {
        assertThat(log.collections()).hasSize(5);
        assertThat(log.left(Instant.parse("2026-11-24T12:00:05.000Z"))).isEqualTo(3 * MEGA);
        assertThat(log.left(Instant.parse("2026-11-24T12:00:02.500Z"))).isEqualTo(4 * MEGA);
    }

    @Test
    void addsUpWhatWasAllocatedBetweenTwoMoments() {
        Instant from = Instant.parse("2026-11-24T12:00:02.000Z");
        Instant to = Instant.parse("2026-11-24T12:00:05.000Z");

        assertThat(log.allocated(from, to)).isEqualTo((40 + 1 + 10) * MEGA);
        assertThat(log.peak(from, to)).isEqualTo(44 * MEGA);
    }

    @Test
    void nothingHappensInNoTime() {
        Instant now = Instant.parse("2026-11-24T12:00:06.000Z");

        assertThat(log.allocated(now, now)).isZero();
        assertThat(log.peak(now, now)).isZero();
    }
}
