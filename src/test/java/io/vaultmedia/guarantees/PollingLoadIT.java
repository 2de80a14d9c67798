package io.vaultmedia.guarantees;

import static org.assertj.core.api.Assertions.assertThat;

import io.vaultmedia.sandbox.api.ApiRequest;
import io.vaultmedia.sandbox.api.VaultSimulator;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * Guarantee 6, bounded: 1,000 idle connections, polled each 30 s, cost one request a poll, on time, in a heap of 256 MB. The
 * product runs in its own JVM; the API takes 100 ms to respond, and shares the cores with the broker.
 */
@WithKafka
class PollingLoadIT {

    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final String prefix = KafkaExtension.freshPrefix();

    @Test
    void pollsAThousandConnectionsOnTimeWithOneCore() {
        try (VaultSimulator api = VaultSimulator.start()) {
            Fleet fleet = Fleet.of(api, 1_000);
            try (ProductProcess product = fleet.poll(prefix, INTERVAL)) {
                fleet.awaitBackfills(product);
                Duration cpuBefore = product.cpu();
                long begin = System.nanoTime();
                long end = begin + INTERVAL.plusSeconds(5).toNanos();
                Awaitility.await().until(() -> System.nanoTime() > end);
                double cores = (double) product.cpu().minus(cpuBefore).toNanos() / (System.nanoTime() - begin);
                List<ApiRequest> requests = api.requests().last();
                Punctuality polls = new Punctuality(requests, fleet.ids(), INTERVAL, begin, end);
                System.out.printf("polling load: %s; CPU: %.2f cores%n", polls, cores);

                assertThat(product.isAlive()).as(product.log()).isTrue();
                assertThat(product.log()).doesNotContain("OutOfMemoryError");
                assertThat(requests)
                        .filteredOn(request -> request.nanoTime() > begin)
                        .noneMatch(request -> request.query().containsKey("cursor"));
                assertThat(polls.polls()).isGreaterThanOrEqualTo(fleet.ids().size());
                assertThat(polls.shortestInterval())
                        .as("the shortest time between two requests for a connection: a poll is one request")
                        .isGreaterThan(INTERVAL.dividedBy(2));
                assertThat(polls.late(99)).as("%s", polls).isLessThan(Duration.ofSeconds(1));
                assertThat(cores).as("cores in use").isLessThan(1);
            }
        }
    }
}
