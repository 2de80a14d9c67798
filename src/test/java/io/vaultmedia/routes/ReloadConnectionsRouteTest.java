package io.vaultmedia.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vaultmedia.connection.ConnectionSettings;
import io.vaultmedia.connection.Connections;
import io.vaultmedia.connection.ConnectionsSource;
import io.vaultmedia.media.MediaFilter;
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
        context.getRegistry().bind("vaultConnections", new Connections(List.of(), source));
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
