package io.vaultmedia.status;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vaultmedia.api.ApiException;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.connection.Connections;
import io.vaultmedia.connection.ConnectionsSource;
import io.vaultmedia.ledger.ConnectionLedger;
import io.vaultmedia.media.MediaPage;
import io.vaultmedia.ops.VaultMetrics;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.ScanState;
import io.vaultmedia.scan.Scans;
import io.vaultmedia.schedule.ConnectionState;
import io.vaultmedia.schedule.ConnectionStatus;
import io.vaultmedia.schedule.Pace;
import io.vaultmedia.schedule.Schedule;
import io.vaultmedia.shard.ShardStatus;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VaultStatusTest {

    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
    private static final Connection ALICE = new Connection("alice", "conn_alice");
    private static final Connection BOB = new Connection(null, "conn_0123456789");

    private final Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    private final ScanHistory history = new ScanHistory(new VaultMetrics(new SimpleMeterRegistry()), clock);
    private final Set<Connection> elsewhere = new HashSet<>();
    private final Map<Connection, ScanState> known = new HashMap<>();
    private final SampleReplica replica = new SampleReplica();
    private long nanos;
    private final Schedule schedule = new Schedule(
            new Pace(9, Optional.empty(), 9, 9, OptionalInt.empty(), 0, Duration.ofHours(1)),
            new SampleNextScans(),
            history,
            () -> nanos,
            () -> 0,
            () -> 0);
    private final Connections connections =
            new Connections(List.of(SampleScans.settings(ALICE), SampleScans.settings(BOB)), Optional::empty);
    private final VaultStatus status = new VaultStatus(connections, schedule::status, history, replica, clock);

    private final class SampleNextScans implements Scans {

        @Override
        public Optional<Scan> begin(ConnectionSettings settings, BooleanSupplier goesOn) {
            ScanState state = known.getOrDefault(settings.connection(), ScanState.NONE);
            return Optional.of(SampleScans.next(settings.connection(), state, SampleScans.RULES));
        }

        @Override
        public Optional<Scan> beginSweep(ConnectionSettings settings, BooleanSupplier goesOn) {
            return Optional.empty();
        }

        @Override
        public boolean isOurs(Connection connection) {
            return !elsewhere.contains(connection);
        }

        @Override
        public boolean isAssigned(Connection connection) {
            return !elsewhere.contains(connection);
        }

        @Override
        public void refused(Scan scan) {}
    }

    @Test
    void saysThatNothingWasScannedYet() {
        schedule.poll(connections.current());

        assertThat(status.report().connections())
                .extracting(StatusReport.Connection::state)
                .containsExactly("waiting", "waiting");
    }

    @Test
    void showsTheWorstFirstAndWhatToDo() throws Exception {
        known.put(ALICE, SampleScans.upTo(NOW.minusSeconds(60)));
        List<Scan> scans = begin();
        complete(scan(scans, ALICE));
        schedule.failed(scan(scans, BOB), new ApiException(ApiException.Kind.UNAUTHORIZED, "the API answered 401"));

        StatusReport report = status.report();

        assertThat(report.states()).isEqualTo(Map.of("refused", 1, "ok", 1));
        assertThat(report.isInTrouble()).isTrue();
        StatusReport.Connection worst = report.connections().get(0);
        assertThat(worst.state()).isEqualTo("refused");
        assertThat(worst.connection()).isEqualTo(BOB.reference());
        assertThat(worst.why()).isEqualTo("the API answered 401");
        assertThat(worst.todo()).isEqualTo(ApiException.Kind.UNAUTHORIZED.advice());
        assertThat(worst.since()).isEqualTo(NOW.toString());
        assertThat(worst.history()).isEqualTo("x");
        StatusReport.Connection best = report.connections().get(1);
        assertThat(best.state()).isEqualTo("ok");
        assertThat(best.why()).isNull();
        assertThat(best.history()).isEqualTo(".");
        assertThat(best.lastScan().outcome()).isEqualTo("completed");
    }

    @Test
    void tellsHowFarABackfillIs() throws Exception {
        Scan alice = scan(begin(), ALICE);
        SampleScans.take(alice, new MediaPage(List.of(), "next", NOW));
        alice.tally().countListed(1);
        history.variantPublished(alice, "image", 1);

        StatusReport.Connection row = row("alice");
        assertThat(row.state()).isEqualTo("backfill");
        assertThat(row.running()).isEqualTo(new StatusReport.Running("backfill", 1, 1, null));
        assertThat(row.perMinute()).isEqualTo(1);
        assertThat(row.freshnessSeconds()).as("of a backfill it says nothing").isNull();
        assertThat(row.verifiedUpTo()).isNull();
    }

    @Test
    void tellsHowFreshTheLastVariantWas() {
        known.put(ALICE, SampleScans.upTo(NOW.minusSeconds(60)));
        Scan alice = scan(begin(), ALICE);
        history.variantPublished(alice, "image", NOW.minusMillis(1_500).toEpochMilli());

        assertThat(row("alice").freshnessSeconds()).isEqualTo(1.5);
    }

    @Test
    void leavesToOtherReplicasWhatIsTheirs() {
        elsewhere.add(ALICE);
        begin();

        assertThat(status.report().connections().get(1).connection()).isEqualTo("alice");
        assertThat(row("alice").state()).isEqualTo("elsewhere");
    }

    /** A connection waits since its shard is open here, or since it was added, whichever was later. */
    @Test
    void saysSinceWhenAConnectionWaits() {
        schedule.poll(connections.current());
        assertThat(row("alice").since()).as("added just now").isEqualTo(NOW.toString());

        replica.since = NOW.plusSeconds(5);
        assertThat(row("alice").since()).as("opened later").isEqualTo(replica.since.toString());
    }

    @Test
    void saysWhoPausedAConnection() {
        ConnectionStatus paused =
                new ConnectionStatus(ALICE, ConnectionState.PAUSED, 4, "unavailable", null, NOW, false, true);
        history.pausedBySignal(ALICE, true);
        StatusReport.Connection row = new VaultStatus(connections, () -> List.of(paused), history, replica, clock)
                .report()
                .connections()
                .get(0);

        assertThat(row.state()).isEqualTo("paused");
        assertThat(row.why()).isEqualTo("paused by a signal");
        assertThat(row.todo()).isEqualTo("to poll it again, send the signal resume");
        assertThat(row.since()).isEqualTo(NOW.toString());
    }

    @Test
    void saysThatAShardIsBeingOpened() {
        replica.open = false;
        replica.trouble = "opening shards";
        begin();

        assertThat(row("alice").state()).isEqualTo("opening");
        assertThat(row("alice").since()).isEqualTo(NOW.toString());
        assertThat(status.report().shards().opening()).hasSize(8);
        assertThat(status.report().trouble()).isEqualTo("opening shards");
    }

    @Test
    void keepsIdsAndKeysToItself() {
        begin();

        assertThat(status.json()).contains("alice", BOB.reference()).doesNotContain("conn_");
    }

    @Test
    void isMadeOnceASecond() {
        begin();
        String first = status.json();
        elsewhere.add(ALICE);

        assertThat(status.json()).isSameAs(first);
    }

    @Test
    void tellsOfAnEditThatIsNotApplied() {
        Connections broken =
                new Connections(List.of(), () -> Optional.of(ConnectionsSource.Reading.failed("c.yaml, line 7")));
        broken.reload();

        assertThat(new VaultStatus(broken, List::of, history, replica, clock)
                        .report()
                        .connectionsProblem())
                .isEqualTo("c.yaml, line 7");
    }

    private void complete(Scan scan) throws Exception {
        SampleScans.take(scan, new MediaPage(List.of(), null, NOW));
        scan.stateAfterPage(ScanState.NONE);
        schedule.ended(scan);
    }

    private StatusReport.Connection row(String name) {
        return status.report().connections().stream()
                .filter(row -> row.connection().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Scan scan(List<Scan> scans, Connection of) {
        return scans.stream()
                .filter(scan -> scan.getConnection().equals(of))
                .findFirst()
                .orElseThrow();
    }

    private List<Scan> begin() {
        schedule.poll(connections.current());
        nanos += Duration.ofMinutes(10).toNanos();
        return schedule.takeDue();
    }

    /** A replica of eight shards. */
    static final class SampleReplica implements Replica {

        private boolean open = true;
        private String trouble;
        private Instant since = NOW.minusSeconds(90);

        @Override
        public List<ShardStatus> shards() {
            return IntStream.range(0, 8)
                    .mapToObj(n -> new ShardStatus(n, true, open, since, 0))
                    .toList();
        }

        @Override
        public Optional<ConnectionLedger> ledgerOf(Connection connection) {
            return Optional.empty();
        }

        @Override
        public String trouble() {
            return trouble;
        }

        @Override
        public List<StatusReport.Replica> all() {
            return List.of();
        }
    }
}
