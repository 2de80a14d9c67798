package io.vaultmedia.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.connection.ConnectionsSource.Reading;
import io.vaultmedia.media.MediaFilter;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

    private static final Connection ALICE = new Connection("alice", "conn_alice");
    private static final Connection BOB = new Connection(null, "conn_bob");
    private static final Duration INTERVAL = Duration.ofSeconds(60);

    private long nanos;
    private final Queue<Reading> readings = new ArrayDeque<>();
    private final List<List<ConnectionSettings>> told = new ArrayList<>();
    private final Connections connections =
            new Connections(List.of(active(ALICE)), () -> Optional.ofNullable(readings.poll()), () -> nanos);

    @BeforeEach
    void listen() {
        connections.follow(told::add);
    }

    @Test
    void beginsWithTheFirst() {
        assertThat(connections.current()).containsExactly(active(ALICE));
        assertThat(connections.byReference(ALICE.reference())).contains(ALICE);
        assertThat(connections.byReference(BOB.reference())).isEmpty();
        assertThat(connections.problem()).isNull();
    }

    @Test
    void takesOverWhatChangedAndTellsOfIt() {
        reload(Reading.of(List.of(active(ALICE), active(BOB))));

        assertThat(connections.current()).containsExactly(active(ALICE), active(BOB));
        assertThat(connections.byReference(BOB.reference())).contains(BOB);
        assertThat(told).containsExactly(List.of(active(ALICE)), List.of(active(ALICE), active(BOB)));
    }

    @Test
    void tellsOfNothingWhereNothingChanged() {
        reload(null);
        reload(Reading.of(List.of(active(ALICE))));

        assertThat(told).as("but for the first").hasSize(1);
    }

    @Test
    void forgetsAConnectionWhosePagesCannotBeInFlightAnyMore() {
        reload(Reading.of(List.of(active(BOB))));
        nanos = Duration.ofMinutes(11).toNanos();
        reload(Reading.of(List.of()));

        assertThat(connections.byReference(ALICE.reference())).isEmpty();
        assertThat(connections.byReference(BOB.reference())).contains(BOB);
        reload(Reading.of(List.of(active(ALICE))));
        assertThat(connections.byReference(ALICE.reference())).contains(ALICE);
    }

    @Test
    void stillKnowsAConnectionThatWasRemoved() {
        reload(Reading.of(List.of()));

        assertThat(connections.current()).isEmpty();
        assertThat(connections.byReference(ALICE.reference())).contains(ALICE);
        assertThat(told).containsExactly(List.of(active(ALICE)), List.of());
    }

    @Test
    void knowsAConnectionByItsNewAlias() {
        Connection renamed = new Connection("alicia", "conn_alice");
        reload(Reading.of(List.of(active(renamed))));

        assertThat(connections.current())
                .singleElement()
                .satisfies(one -> assertThat(one.connection().name()).isEqualTo("alicia"));
        assertThat(connections.byReference(ALICE.reference()).orElseThrow().name())
                .isEqualTo("alicia");
        assertThat(told).hasSize(2);
    }

    @Test
    void staysAsItWasWhileThereIsAProblem() {
        reload(Reading.failed("line 7: wrong"));
        reload(null);
        assertThat(connections.current()).containsExactly(active(ALICE));
        assertThat(connections.problem()).isEqualTo("line 7: wrong");
        assertThat(told).as("but for the first").hasSize(1);

        reload(Reading.of(List.of(active(ALICE))));
        assertThat(connections.problem()).isNull();
    }

    @Test
    void countsWhatAnEditTouched() {
        Connection carol = new Connection("carol", "conn_carol");
        Connection dave = new Connection("dave", "conn_dave");
        Connection erin = new Connection("erin", "conn_erin");
        MediaFilter full = new MediaFilter(Set.of(), Set.of(), Set.of("full"), null, null);
        ConnectionsChange change = ConnectionsChange.between(
                List.of(active(ALICE), active(BOB), paused(carol), active(dave), active(erin)),
                List.of(
                        paused(BOB),
                        active(carol),
                        new ConnectionSettings(dave, INTERVAL, full, false),
                        new ConnectionSettings(erin, INTERVAL.plusMillis(1), MediaFilter.ALL, true),
                        active(new Connection("frank", "conn_frank")),
                        active(new Connection("grace", "conn_grace"))));

        assertThat(change).hasToString("2 added, 1 removed, 2 paused, 1 resumed, 2 changed");
        assertThat(change.isNone()).isFalse();
    }

    @Test
    void countsNothingWhereOnlyTheOrderIsAnother() {
        ConnectionsChange change =
                ConnectionsChange.between(List.of(active(ALICE), paused(BOB)), List.of(paused(BOB), active(ALICE)));

        assertThat(change.isNone()).isTrue();
        assertThat(change).hasToString("nothing has changed");
    }

    private void reload(Reading reading) {
        if (reading != null) {
            readings.add(reading);
        }
        connections.reload();
    }

    private static ConnectionSettings active(Connection connection) {
        return new ConnectionSettings(connection, INTERVAL, MediaFilter.ALL, false);
    }

    private static ConnectionSettings paused(Connection connection) {
        return new ConnectionSettings(connection, INTERVAL, MediaFilter.ALL, true);
    }
}
