package io.vaultmedia.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class ScanMarkTest {

    private static final Connection NO_ALIAS = new Connection(null, "conn_secret");

    private final Scan outer = SampleScans.backfill(new Connection("alice", "conn_alice"));
    private final Scan inner = SampleScans.backfill(NO_ALIAS);

    @Test
    void marksUntilItIsClosed() {
        try (ScanMark mark = ScanMark.of(outer)) {
            assertThat(MDC.get(ScanMark.SCAN)).isEqualTo(outer.id()).matches("[0-9a-f]{8}");
            assertThat(MDC.get(ScanMark.CONNECTION)).isEqualTo("alice");
            try (ScanMark within = ScanMark.of(inner)) {
                assertThat(MDC.get(ScanMark.SCAN)).isEqualTo(inner.id());
            }
            assertThat(MDC.get(ScanMark.SCAN)).isEqualTo(outer.id());
            assertThat(MDC.get(ScanMark.CONNECTION)).isEqualTo("alice");
        }
        assertThat(MDC.get(ScanMark.SCAN)).isNull();
        assertThat(MDC.get(ScanMark.CONNECTION)).isNull();
    }

    @Test
    void doesNotShowAConnectionId() {
        try (ScanMark mark = ScanMark.of(inner)) {
            assertThat(MDC.get(ScanMark.CONNECTION)).isEqualTo(NO_ALIAS.reference());
        }
    }

    @Test
    void leavesAThreadWithoutAScanUnmarked() {
        try (ScanMark mark = ScanMark.of(null)) {
            assertThat(MDC.get(ScanMark.SCAN)).isNull();
        }
    }
}
