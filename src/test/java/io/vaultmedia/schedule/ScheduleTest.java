package io.vaultmedia.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.ops.VaultMetrics;
import io.vaultmedia.scan.Connection;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanPlan;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    private static final Connection A = new Connection("a", "1");
    private static final Connection B = new Connection("b", "2");
    private static final Connection C = new Connection("c", "3");

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final Set<Connection> foreign = new HashSet<>();
    private long now = Long.MAX_VALUE - 5; // A monotonic clock may overflow.

    @Test
    void beginsWithAll() {
        Schedule schedule = schedule(10, A, B, C);

        assertThat(schedule.takeDue()).extracting(Scan::getConnection).containsExactly(A, B, C);
        assertThat(schedule.scanning()).isEqualTo(3);
        assertThat(schedule.waiting()).isZero();
    }

    @Test
    void isDueAnIntervalAfterItsLastScanStarted() {
        Schedule schedule = schedule(10, A);
        Scan first = take(schedule);

        pass(40);
        schedule.ended(first);
        pass(19);
        assertThat(schedule.takeDue()).isEmpty();
        pass(1);
        assertThat(schedule.takeDue()).hasSize(1);
    }

    @Test
    void neverOverlapsItself() {
        Schedule schedule = schedule(10, A);
        Scan first = take(schedule);

        pass(600);
        assertThat(schedule.takeDue()).isEmpty();
        schedule.ended(first);
        assertThat(schedule.takeDue()).hasSize(1);
        assertThat(schedule.takeDue()).isEmpty();
    }

    @Test
    void isDueAgainAfterAFailedScan() {
        Schedule schedule = schedule(10, A);

        schedule.failed(take(schedule), "throttled", new IOException("slow down"));

        assertThat(schedule.takeDue()).isEmpty();
        pass(60);
        assertThat(schedule.takeDue()).hasSize(1);
    }

    @Test
    void startsNoMoreThanThereAreWorkers() {
        Schedule schedule = schedule(2, A, B, C);

        List<Scan> first = schedule.takeDue();
        assertThat(first).hasSize(2);
        assertThat(schedule.takeDue()).isEmpty();

        schedule.ended(first.get(0));
        assertThat(schedule.takeDue()).extracting(Scan::getConnection).containsExactly(C);
    }

    @Test
    void takesTheLongestOverdueFirst() {
        Schedule schedule = schedule(1, A, B);
        Scan a = take(schedule);
        pass(10);
        schedule.ended(a);
        Scan b = take(schedule);
        assertThat(b.getConnection()).isEqualTo(B);
        pass(600);
        schedule.ended(b);

        assertThat(take(schedule).getConnection()).isEqualTo(A);
    }

    @Test
    void keepsDueWhatIsNotOursYet() {
        foreign.add(A);
        Schedule schedule = schedule(1, A, B);

        assertThat(schedule.takeDue()).extracting(Scan::getConnection).containsExactly(B);
        foreign.clear();
        assertThat(schedule.takeDue()).isEmpty();
        assertThat(schedule.waiting()).isEqualTo(1);

        Schedule another = schedule(2, A, B);
        assertThat(another.takeDue()).extracting(Scan::getConnection).containsExactly(A, B);
    }

    @Test
    void countsHowScansEnd() throws Exception {
        Schedule schedule = schedule(3, A, B, C);
        List<Scan> scans = schedule.takeDue();
        scans.get(0).arrived(new MediaPage(List.of(), null, null));
        scans.get(0).takePage();

        schedule.ended(scans.get(0));
        schedule.ended(scans.get(1));
        schedule.failed(scans.get(2), "throttled", new IOException());

        assertThat(scans("completed")).isEqualTo(1);
        assertThat(scans("stopped")).isEqualTo(1);
        assertThat(scans("throttled")).isEqualTo(1);
        assertThat(schedule.scanning()).isZero();
    }

    @Test
    void hasNothingToDoWithoutConnections() {
        assertThat(schedule(1).takeDue()).isEmpty();
    }

    private Schedule schedule(int workers, Connection... connections) {
        return new Schedule(
                List.of(connections),
                Duration.ofSeconds(60),
                workers,
                this::begin,
                new VaultMetrics(meters),
                () -> now);
    }

    private Optional<Scan> begin(Connection connection) {
        return foreign.contains(connection)
                ? Optional.empty()
                : Optional.of(new Scan(connection, ScanPlan.next(null), Duration.ZERO, 1));
    }

    private static Scan take(Schedule schedule) {
        List<Scan> due = schedule.takeDue();
        assertThat(due).hasSize(1);
        return due.get(0);
    }

    private double scans(String outcome) {
        return meters.counter("vault.scans", "kind", "backfill", "outcome", outcome)
                .count();
    }

    private void pass(long seconds) {
        now += Duration.ofSeconds(seconds).toNanos();
    }
}
