package io.vaultmedia.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vaultmedia.connection.Connection;
import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.connection.Connections;
import io.vaultmedia.event.Topics;
import io.vaultmedia.media.MediaFilter;
import io.vaultmedia.ops.VaultControl;
import io.vaultmedia.scan.SampleScans;
import io.vaultmedia.scan.Scan;
import io.vaultmedia.scan.SilentListener;
import io.vaultmedia.schedule.Pace;
import io.vaultmedia.schedule.Schedule;
import io.vaultmedia.shard.NextScans;
import io.vaultmedia.shard.OpenShards;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** {@code routes/poll-now.camel.yaml}: a trigger in place of the timer. */
class PollNowRouteTest extends RouteTest {

    private static final Connection BOB = new Connection("bob", "conn_bob0123456789abcdef");
    private static final String POLL_NOW = "direct:vault-poll-now";

    private Schedule schedule;

    PollNowRouteTest() {
        super("poll-now");
    }

    private void start() throws Exception {
        List<ConnectionSettings> onDemand = Stream.of(ALICE, BOB)
                .map(one -> new ConnectionSettings(one, ConnectionSettings.ON_DEMAND, MediaFilter.ALL, false))
                .toList();
        schedule = new Schedule(
                new Pace(10, Optional.empty(), 100, 60, OptionalInt.empty(), 0, Duration.ofMinutes(10)),
                new NextScans(OpenShards.one(context, new Topics("p")), SampleScans.RULES),
                new SilentListener(),
                System::nanoTime,
                () -> 0.5,
                () -> 0);
        Connections connections = new Connections(onDemand, Optional::empty);
        connections.follow(schedule::poll);
        context.getRegistry().bind("vaultControl", new VaultControl(connections, schedule, signal -> 0));
        startRoute();
    }

    private List<String> due() {
        return schedule.takeDue().stream()
                .map(Scan::getConnection)
                .map(Connection::name)
                .toList();
    }

    @Test
    void withoutANameAllAreDue() throws Exception {
        start();
        assertThat(due()).isEmpty();
        assertThat(template.requestBody(POLL_NOW, null, Integer.class)).isEqualTo(2);
        assertThat(due()).containsExactlyInAnyOrder(ID, "bob");
    }

    @Test
    void theHeaderNamesThem() throws Exception {
        start();
        template.sendBodyAndHeader(POLL_NOW, "any text", VaultControl.CONNECTION, "bob, " + ID);
        assertThat(due()).hasSize(2);
    }

    @Test
    void elseTheBodyDoes() throws Exception {
        start();
        template.sendBody(POLL_NOW, "bob");
        assertThat(due()).containsExactly("bob");
    }

    @Test
    void aNameThatNobodyHasIsRefusedAndNotRepeated() throws Exception {
        start();
        assertThatThrownBy(() -> template.sendBody(POLL_NOW, "conn_secret"))
                .rootCause()
                .hasMessageContaining("vault.connections")
                .hasMessageNotContaining("secret");
        assertThat(due()).isEmpty();
    }
}
