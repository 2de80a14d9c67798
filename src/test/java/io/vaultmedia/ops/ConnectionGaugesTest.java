package io.vaultmedia.ops;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vaultmedia.connection.Connection;
import io.vaultmedia.schedule.ConnectionState;
import io.vaultmedia.schedule.ConnectionStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** By the names that a Prometheus sees: they are the public interface. */
class ConnectionGaugesTest {

    private static final Instant NOW = Instant.parse("2026-06-07T12:00:00Z");
    private static final Connection ALICE = new Connection("alice", "conn_alice");
    private static final Connection BOB = new Connection("bob", "conn_bob");

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private long nanos = Long.MAX_VALUE; // A monotonic clock may overflow.
    private List<ConnectionStatus> all = List.of();
    private ConnectionGauges gauges;

    @BeforeEach
    void register() {
        CompositeMeterRegistry meters = new CompositeMeterRegistry();
        gauges = ConnectionGauges.of(meters, () -> all, () -> nanos);
        meters.add(registry);
    }

    @Test
    void countsConnectionsByState() {
        all = List.of(waiting(ALICE, NOW), waiting(BOB, NOW));

        assertThat(scraped())
                .contains("vault_connections{state=\"waiting\"} 2.0", "vault_connections{state=\"suspended\"} 0.0");
    }

    @Test
    void saysUpToWhenAConnectionIsKnownCompleteAndWhenThatMoves() {
        all = List.of(waiting(ALICE, NOW));
        assertThat(verified()).containsExactly("alice " + (double) NOW.getEpochSecond());

        all = List.of(waiting(ALICE, NOW.plusSeconds(60)));
        assertThat(verified())
                .containsExactly("alice " + (double) NOW.plusSeconds(60).getEpochSecond());
    }

    /** So that {@code time() - x} is huge, and an alert on it fires. */
    @Test
    void isZeroForAConnectionThatWasNeverReadToItsEnd() {
        all = List.of(waiting(ALICE, Instant.EPOCH));

        assertThat(verified()).containsExactly("alice 0.0");
    }

    /** The ledger may know better as soon as the first scan begins: no alert fires for the moment in between. */
    @Test
    void isNotANumberBeforeTheFirstScanHasBegun() {
        all = List.of(waiting(ALICE, null));

        assertThat(verified()).containsExactly("alice NaN");
    }

    @Test
    void aConnectionIsInTheFirstScrapeAfterAScanHasEnded() {
        all = List.of(waiting(ALICE, NOW));
        gauges.refresh();

        assertThat(registry.scrape()).contains("vault_verified_up_to_seconds{connection=\"alice\"}");
    }

    @Test
    void aConnectionThatIsNoLongerPolledHereLosesItsSeries() {
        all = List.of(waiting(ALICE, NOW), waiting(BOB, NOW));
        assertThat(verified()).hasSize(2);

        all = List.of(waiting(BOB, NOW));
        assertThat(verified()).containsExactly("bob " + (double) NOW.getEpochSecond());
        all = List.of();
        assertThat(verified()).isEmpty();
        all = List.of(waiting(ALICE, NOW));
        assertThat(verified()).containsExactly("alice " + (double) NOW.getEpochSecond());
    }

    /** Two ids may be masked alike; what fails must not hide behind what works. */
    @Test
    void keepsConnectionsWithoutAliasApartAndTheirIdsToItself() {
        all = Stream.of("conn_1", "conn_2", "conn_long_enough_same", "conn_long_as_well_same")
                .map(id -> waiting(new Connection(null, id), NOW))
                .toList();

        assertThat(verified()).hasSize(4);
        assertThat(registry.scrape()).doesNotContain("conn_");
    }

    private static ConnectionStatus waiting(Connection connection, Instant verifiedUpTo) {
        return new ConnectionStatus(connection, ConnectionState.WAITING, 0, null, null, verifiedUpTo, false, false);
    }

    private List<String> verified() {
        return scraped()
                .filter(line -> line.startsWith("vault_verified_up_to_seconds{"))
                .map(line -> line.replaceAll("^.*connection=\"|\"}", ""))
                .sorted()
                .toList();
    }

    /** A second later; the set of series may be that of the scrape before. */
    private Stream<String> scraped() {
        nanos += Duration.ofSeconds(1).toNanos();
        registry.scrape();
        return registry.scrape().lines();
    }
}
