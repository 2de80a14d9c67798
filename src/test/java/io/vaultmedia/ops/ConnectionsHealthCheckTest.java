package io.vaultmedia.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.schedule.Connections;
import io.vaultmedia.schedule.ConnectionsSource.Reading;
import io.vaultmedia.schedule.Pace;
import io.vaultmedia.schedule.Schedule;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import org.apache.camel.health.HealthCheck;
import org.junit.jupiter.api.Test;

class ConnectionsHealthCheckTest {

    private static final String PROBLEM = "connections.edit-not-taken-over";

    private final Queue<Reading> readings = new ArrayDeque<>();
    private final Connections connections = new Connections(List.of(), () -> Optional.ofNullable(readings.poll()));
    private final ConnectionsHealthCheck check = new ConnectionsHealthCheck(
            new Schedule(
                    new Pace(1, Optional.empty(), 100, 240, OptionalInt.empty(), 0, Duration.ofMinutes(10)),
                    null,
                    null,
                    () -> 0,
                    () -> 0),
            connections);

    @Test
    void tellsWhichLineIsWrongAndStaysReady() {
        assertThat(check.call().getDetails()).doesNotContainKey(PROBLEM);

        reload(Reading.failed("line 7: wrong"));
        HealthCheck.Result result = check.call();
        assertThat(result.getDetails()).containsEntry(PROBLEM, "line 7: wrong");
        assertThat(result.getState()).isEqualTo(HealthCheck.State.UP);

        reload(Reading.of(List.of()));
        assertThat(check.call().getDetails()).doesNotContainKey(PROBLEM);
    }

    private void reload(Reading reading) {
        readings.add(reading);
        connections.reload();
    }
}
