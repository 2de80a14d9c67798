package io.vaultmedia.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.connection.Connections;
import io.vaultmedia.connection.ConnectionsSource;
import io.vaultmedia.media.MediaFilter;
import io.vaultmedia.schedule.PollOnlyIf;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** {@code routes/reload-connections.camel.yaml}. */
class ReloadConnectionsRouteTest extends RouteTest {

    private final AtomicInteger looks = new AtomicInteger();

    ReloadConnectionsRouteTest() {
        super("reload-connections");
    }

    private void start(ConnectionsSource source) throws Exception {
        setting("vault.connections.reload-interval", "100ms");
        Connections connections = new Connections(List.of(), source);
        context.getRegistry().bind("vaultConnections", connections);
        context.getRegistry().bind("vaultCanChange", new PollOnlyIf(connections::canChange));
        startRoute();
    }

    @Test
    void looksAgainAfterEachIntervalWhateverHappened() throws Exception {
        start(() -> {
            if (looks.incrementAndGet() == 1) {
                throw new IllegalStateException("something that nobody thought of");
            }
            return Optional.empty();
        });

        await().atMost(Duration.ofSeconds(20)).until(() -> looks.get() == 3);
    }

    @Test
    void takesOverWhatItSees() throws Exception {
        ConnectionSettings alice = new ConnectionSettings(ALICE, Duration.ofSeconds(1), MediaFilter.ALL, false);
        start(() -> Optional.of(ConnectionsSource.Reading.of(List.of(alice))));

        Connections connections = context.getRegistry().lookupByNameAndType("vaultConnections", Connections.class);
        await().untilAsserted(() -> assertThat(connections.current()).containsExactly(alice));
    }
}
