package io.vaultmedia.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vaultmedia.config.Instance;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.connection.Connections;
import io.vaultmedia.connection.ConnectionsSource;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.scan.Failure;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanPlan;
import io.vaultmedia.scan.ScanState;
import io.vaultmedia.scan.Scans;
import io.vaultmedia.scan.StartFrom;
import io.vaultmedia.schedule.Pace;
import io.vaultmedia.schedule.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.junit.jupiter.api.Test;

class ConnectionsHealthCheckTest {

    private static final List<ConnectionSettings> BOTH = List.of(
            SampleScans.settings(new Connection("alice", "conn_alice")),
            SampleScans.settings(new Connection(null, "conn_0123456789")));

    private final Set<Connection> elsewhere = new HashSet<>();
    private long nanos;
    private final Schedule schedule = new Schedule(
            new Pace(9, Optional.empty(), 9, 9, OptionalInt.empty(), 0, Duration.ofHours(1)),
            new Backfills(),
            new VaultMetrics(new SimpleMeterRegistry()),
            () -> nanos,
            () -> 0,
            () -> 0);
    private final ConnectionsHealthCheck health =
            new ConnectionsHealthCheck(Instance.ONLY, schedule, new Connections(BOTH, Optional::empty), true);

    private final class Backfills implements Scans {

        @Override
        public Optional<Scan> begin(ConnectionSettings settings, BooleanSupplier goesOn) {
            ScanPlan plan = ScanPlan.next(ScanState.NONE, StartFrom.BEGINNING);
            return Optional.of(new Scan(settings, plan, ScanState.NONE, SampleScans.RULES, 4, goesOn));
        }

        @Override
        public Optional<Scan> beginSweep(ConnectionSettings settings, BooleanSupplier goesOn) {
            return Optional.empty();
        }

        @Override
        public boolean isOurs(Connection connection) {
            return true;
        }

        @Override
        public boolean isAssigned(Connection connection) {
            return !elsewhere.contains(connection);
        }

        @Override
        public void refused(Scan scan) {}
    }

    private static final class Refusal extends Exception implements Failure {

        private final String outcome;
        private final Remedy remedy;

        private Refusal(String outcome, Remedy remedy) {
            super(outcome);
            this.outcome = outcome;
            this.remedy = remedy;
        }

        @Override
        public String outcome() {
            return outcome;
        }

        @Override
        public Remedy remedy() {
            return remedy;
        }

        @Override
        public Optional<Duration> retryAfter() {
            return Optional.of(Duration.ZERO);
        }
    }

    @Test
    void isUpWhereAllGoesWell() {
        begin();

        assertThat(call().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(details()).containsEntry("connections.count", 2).containsEntry("connections.in-trouble", 0);
    }

    @Test
    void namesWhoFailedThreeTimesInARowAndStaysUp() {
        fail("unavailable", Failure.Remedy.RETRY, 2);
        assertThat(details()).containsEntry("connections.in-trouble", 0);
        fail("unavailable", Failure.Remedy.RETRY, 1);

        assertThat(call().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(details())
                .containsEntry("connections.in-trouble", 2)
                .containsEntry("trouble.alice", "unavailable, 3 in a row")
                .doesNotContainValue("conn_0123456789");
        assertThat(call().getMessage().orElseThrow()).startsWith("alice: unavailable, 3 in a row; ");
    }

    @Test
    void isDownOnlyWhereTheKeyIsRefusedForAll() {
        List<Scan> scans = begin();
        schedule.failed(scans.get(0), new Refusal("unauthorized", Failure.Remedy.SUSPEND));
        assertThat(call().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(details()).containsEntry("trouble.alice", "unauthorized, 1 in a row, suspended: tried again rarely");

        schedule.failed(scans.get(1), new Refusal("unauthorized", Failure.Remedy.SUSPEND));
        assertThat(call().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(call().getMessage().orElseThrow()).contains("vault.api.key");
    }

    /** Another replica's connections say nothing of the key that this one has. */
    @Test
    void isDownIfTheKeyIsRefusedForAllConnectionsOfThisReplica() {
        List<Scan> scans = begin();
        schedule.failed(scans.get(0), new Refusal("unauthorized", Failure.Remedy.SUSPEND));
        elsewhere.add(scans.get(1).getConnection());

        assertThat(call().getState()).isEqualTo(HealthCheck.State.DOWN);
        assertThat(details()).containsEntry("connections.count", 1);
    }

    @Test
    void tellsHowFarABackfillIs() throws Exception {
        Scan alice = begin().get(0);
        SampleScans.take(alice, new MediaPage(List.of(), "next", Instant.EPOCH));
        alice.tally().countListed(1);

        assertThat(details()).containsEntry("backfill.alice", "1 pages, 1 stored variants, about 25 %");
    }

    @Test
    void tellsWhatIsWrongWithTheConnectionsFile() {
        Connections broken = new Connections(
                BOTH, () -> Optional.of(ConnectionsSource.Reading.failed("c.yaml, line 7: id is missing")));
        broken.reload();
        HealthCheckResultBuilder builder = HealthCheckResultBuilder.on(health);
        new ConnectionsHealthCheck(Instance.ONLY, schedule, broken, true).doCall(builder, Map.of());

        assertThat(builder.build().getState()).isEqualTo(HealthCheck.State.UP);
        assertThat(builder.build().getDetails())
                .containsEntry("connections.edit-not-taken-over", "c.yaml, line 7: id is missing");
    }

    private void fail(String outcome, Failure.Remedy remedy, int times) {
        for (int i = 0; i < times; i++) {
            begin().forEach(scan -> schedule.failed(scan, new Refusal(outcome, remedy)));
        }
    }

    private List<Scan> begin() {
        schedule.poll(BOTH);
        nanos += Duration.ofMinutes(10).toNanos();
        return schedule.takeDue();
    }

    private Map<String, Object> details() {
        return call().getDetails();
    }

    private HealthCheck.Result call() {
        HealthCheckResultBuilder builder = HealthCheckResultBuilder.on(health);
        health.doCall(builder, Map.of());
        return builder.build();
    }
}
